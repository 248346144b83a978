package io.forebay.results.pulse;

import io.forebay.results.redis.RedisClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Tells this process's share once a second, on a virtual thread. Close it before its client. */
public final class PulsePublisher implements AutoCloseable {

    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int ROUNDS_BETWEEN_TIDYING = 60;

    private final PulseStore store;
    private final PulseRecorder recorder;
    private final String process;
    private final Thread thread;

    private PulsePublisher(PulseStore store, PulseRecorder recorder, String process) {
        this.store = store;
        this.recorder = recorder;
        this.process = process;
        this.thread = Thread.ofVirtual().name("forebay-pulse").unstarted(this::run);
    }

    /**
     * @param random names this process among others
     */
    public static PulsePublisher start(
            RedisClient redis,
            PulseRecorder recorder,
            InstantSource clock,
            RandomGenerator random) {
        PulsePublisher publisher =
                new PulsePublisher(
                        new PulseStore(redis, clock),
                        recorder,
                        HexFormat.of().toHexDigits(random.nextLong()));
        publisher.thread.start();
        return publisher;
    }

    private void run() {
        try {
            int told = 0;
            while (!Thread.currentThread().isInterrupted()) {
                // What could not be told is in the next share too.
                if (store.tell(process, recorder.share())) {
                    if (told % ROUNDS_BETWEEN_TIDYING == 0) {
                        store.tidy();
                    }
                    told++;
                }
                Thread.sleep(ROUND);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.forget(process);
    }
}
