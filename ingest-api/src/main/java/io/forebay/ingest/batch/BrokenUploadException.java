package io.forebay.ingest.batch;

/** The body ended before its end: the connection is gone. */
public final class BrokenUploadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenUploadException(Throwable cause) {
        super("the upload broke off", cause);
    }
}
