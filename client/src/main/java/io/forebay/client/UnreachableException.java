package io.forebay.client;

/** Nobody can say what became of the request: it got no answer. */
public final class UnreachableException extends ForebayException {

    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
