package io.forebay.client;

/** A request to Forebay that was not answered as asked. */
public abstract sealed class ForebayException extends RuntimeException
        permits RefusedException, UnreachableException {

    private static final long serialVersionUID = 1L;

    ForebayException(String message, Throwable cause) {
        super(message, cause);
    }

    ForebayException(String message) {
        super(message);
    }
}
