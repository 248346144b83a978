package io.forebay.loadtests.peers.system;

/** A process of a system ended before it was ready, or was not ready in time. */
public final class NotReadyException extends RuntimeException {

    NotReadyException(String message) {
        super(message);
    }
}
