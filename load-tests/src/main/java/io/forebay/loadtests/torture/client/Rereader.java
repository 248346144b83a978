package io.forebay.loadtests.torture.client;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Comes back to jobs that have ended, as clients do for a result: what the same reader has seen
 * must not be taken back. Safe for use by several threads.
 *
 * @param places of readers, each of which has a connection
 */
record Rereader(Poller poller, Semaphore places, BooleanSupplier over) {

    private static final int OF = 4;
    private static final int READS = 5;
    private static final long PAUSE_MILLIS = 3_000;

    /** Whether this is one of the jobs that are read again. */
    static boolean wants(AcceptedJob job) {
        return Math.floorMod(job.offer().number(), OF) == 0;
    }

    /** Reads it now and then, as the reader that saw its end. */
    void follow(String reader, AcceptedJob job) throws InterruptedException {
        for (int read = 1; read <= READS && !over.getAsBoolean(); read++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            if (!over.getAsBoolean() && places.tryAcquire()) {
                try {
                    poller.look(reader, job, read);
                } finally {
                    places.release();
                }
            }
        }
    }
}
