package io.forebay.worker.decode;

import io.forebay.schemas.wire.Lane;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.batch.Urgency;
import java.util.Comparator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where inputs are fetched and decoded, for all models of this worker. Its queues are bounded by
 * what the lanes have in hand. Safe for use by several threads.
 */
public final class DecodePool implements AutoCloseable {

    private final Urgency urgency;
    private final ThreadPoolExecutor decoders;
    private final ExecutorService fetchers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore fetches;
    private final AtomicLong arrivals = new AtomicLong();

    private record Task(boolean bulk, long urgency, long arrival, Runnable work)
            implements Runnable, Comparable<Task> {

        private static final Comparator<Task> ORDER =
                Comparator.comparing(Task::bulk)
                        .thenComparingLong(Task::urgency)
                        .thenComparingLong(Task::arrival);

        @Override
        public void run() {
            work.run();
        }

        @Override
        public int compareTo(Task other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * @param threads that decode
     * @param maxFetches payloads fetched at the same time
     */
    public DecodePool(int threads, int maxFetches, Urgency urgency) {
        this.urgency = urgency;
        this.fetches = new Semaphore(maxFetches);
        this.decoders =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new PriorityBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("forebay-decode-", 0).factory());
    }

    /** Work that takes a core: interactive before bulk, the most urgent first. */
    void decode(Attempt attempt, Runnable work) {
        decoders.execute(
                new Task(
                        attempt.item().getLane() == Lane.BULK,
                        urgency.of(attempt.item().getEnqueuedAt(), attempt.expiresAt()),
                        arrivals.getAndIncrement(),
                        work));
    }

    /** Work that waits for the network. */
    void fetch(Runnable work) {
        fetchers.execute(() -> {
            try {
                fetches.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            try {
                work.run();
            } finally {
                fetches.release();
            }
        });
    }

    /** Stops without finishing what waits: it was not begun, and others will take it. */
    @Override
    public void close() {
        decoders.shutdownNow();
        fetchers.shutdownNow();
    }
}
