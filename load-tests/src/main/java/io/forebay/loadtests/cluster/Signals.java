package io.forebay.loadtests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that the JDK cannot send. */
final class Signals {

    private Signals() {}

    static void send(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("there is no program 'kill' here", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
