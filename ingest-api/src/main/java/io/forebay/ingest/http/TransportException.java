package io.forebay.ingest.http;

/** The connection failed while a body was read; the server below knows what to do. */
final class TransportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RuntimeException failure;

    TransportException(RuntimeException failure) {
        super(failure);
        this.failure = failure;
    }

    RuntimeException failure() {
        return failure;
    }
}
