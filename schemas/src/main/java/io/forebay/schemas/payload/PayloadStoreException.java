package io.forebay.schemas.payload;

/** A payload could not be kept or found. */
public final class PayloadStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PayloadStoreException(String message) {
        super(message);
    }

    public PayloadStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
