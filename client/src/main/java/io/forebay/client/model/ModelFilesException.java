package io.forebay.client.model;

/** Files that are no model; the message says which and what was expected. */
public final class ModelFilesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelFilesException(String message) {
        super(message);
    }

    ModelFilesException(String message, Throwable cause) {
        super(message, cause);
    }
}
