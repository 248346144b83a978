package io.forebay.worker.process;

/** The device process died, or was killed because it hung. */
final class ProcessLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProcessLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
