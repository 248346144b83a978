package io.forebay.worker.decode;

import io.forebay.schemas.wire.Lane;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.batch.BatchFormer;
import io.forebay.worker.batch.Candidate;
import io.forebay.worker.batch.Draw;
import io.forebay.worker.batch.Urgency;
import io.forebay.worker.device.ShadowRuns;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Where inputs are fetched and decoded, for all models of this worker. Its queues are bounded by
 * what the lanes have in hand. Safe for use by several threads.
 */
public final class DecodePool implements ShadowRuns.Background, AutoCloseable {

    private final Urgency urgency;
    private final ExecutorService decoders;
    private final ExecutorService fetchers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore fetches;

    /** What waits for a core, in the order in which it would run. Guarded by itself. */
    private final BatchFormer<Runnable> waiting = new BatchFormer<>(Duration.ZERO);

    /**
     * @param threads that decode
     * @param maxFetches payloads fetched at the same time
     */
    public DecodePool(int threads, int maxFetches, Urgency urgency) {
        this.urgency = urgency;
        this.fetches = new Semaphore(maxFetches);
        this.decoders =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("forebay-decode-", 0).factory());
    }

    /**
     * Work that takes a core: interactive before bulk, by the tenants' turns, the most urgent
     * first.
     */
    void decode(Attempt attempt, Runnable work) {
        decode(
                new Candidate<>(
                        work,
                        attempt.item().getLane(),
                        DecodePool.class,
                        1,
                        urgency.of(attempt.item().getEnqueuedAt(), attempt.expiresAt()),
                        0,
                        attempt.item().getTenant()));
    }

    /** As bulk work of a tenant of its own: behind interactive work, and one of many in turn. */
    @Override
    public void decodeLast(Runnable work) {
        decode(new Candidate<>(work, Lane.BULK, DecodePool.class, 1, Long.MAX_VALUE, 0));
    }

    @Override
    public void fetchLast(Runnable work) {
        fetch(work);
    }

    private void decode(Candidate<Runnable> candidate) {
        synchronized (waiting) {
            waiting.add(candidate);
        }
        decoders.execute(this::decodeNext);
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

    private void decodeNext() {
        Draw<Runnable> next;
        synchronized (waiting) {
            next = waiting.draw(0, bucket -> 1, work -> true);
        }
        if (next instanceof Draw.Batch<Runnable>(List<Runnable> one, int _, List<Runnable> _)) {
            one.forEach(Runnable::run);
        }
    }
}
