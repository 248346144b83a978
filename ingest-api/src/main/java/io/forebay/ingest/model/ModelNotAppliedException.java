package io.forebay.ingest.model;

/** Nobody can say that a model is applied; applying it again is safe. */
public final class ModelNotAppliedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ModelNotAppliedException(String message, Throwable cause) {
        super(message, cause);
    }
}
