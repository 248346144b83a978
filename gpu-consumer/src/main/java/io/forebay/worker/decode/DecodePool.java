package io.forebay.worker.decode;

import io.forebay.schemas.wire.Lane;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.batch.BatchFormer;
import io.forebay.worker.batch.Candidate;
import io.forebay.worker.batch.Draw;
import io.forebay.worker.batch.Urgency;
import io.forebay.worker.device.ShadowRuns;
import io.forebay.worker.health.Health;
import io.forebay.worker.meter.WorkerMeters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where inputs are fetched and decoded, for all models of this worker. Its queues are bounded by
 * what the lanes have in hand. Safe for use by several threads.
 */
public final class DecodePool implements ShadowRuns.Background, AutoCloseable {

    private final Urgency urgency;
    private final Decoders decoders;
    private final ExecutorService fetchers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore fetches;

    /** What waits for a core, in the order in which it would run. Guarded by itself. */
    private final BatchFormer<Decode> waiting = new BatchFormer<>(Duration.ZERO);

    /**
     * @param threads that decode
     * @param fetches payloads fetched at the same time
     * @param timeout for one input, from when a thread began with it
     * @param maxHanging threads that may hang at a time, each with another in its place
     */
    public record Limits(int threads, int fetches, Duration timeout, int maxHanging) {}

    /**
     * @param health is told when too many threads hang
     */
    public DecodePool(Limits limits, Urgency urgency, Health health, WorkerMeters meters) {
        this.urgency = urgency;
        this.fetches = new Semaphore(limits.fetches());
        this.decoders = new Decoders(limits, health, meters);
    }

    /**
     * Work that takes a core: interactive before bulk, by the tenants' turns, the most urgent
     * first.
     */
    void decode(Attempt attempt, Decode decode) {
        decode(
                new Candidate<>(
                        decode,
                        attempt.item().getLane(),
                        DecodePool.class,
                        1,
                        urgency.of(attempt.item().getEnqueuedAt(), attempt.expiresAt()),
                        0,
                        attempt.item().getTenant()));
    }

    /** As bulk work of a tenant of its own: behind interactive work, and one of many in turn. */
    @Override
    public void decodeLast(Supplier<Runnable> work, Consumer<TimeoutException> onGivenUp) {
        Decode decode = new Decode(work, onGivenUp);
        decode(new Candidate<>(decode, Lane.BULK, DecodePool.class, 1, Long.MAX_VALUE, 0));
    }

    @Override
    public void fetchLast(Runnable work) {
        fetch(work);
    }

    private void decode(Candidate<Decode> candidate) {
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

    /** Gives up what takes too long; called by itself {@value Decoders#LOOKS} times within that. */
    void look() {
        decoders.look();
    }

    /** Stops without finishing what waits: it was not begun, and others will take it. */
    @Override
    public void close() {
        decoders.close();
        fetchers.shutdownNow();
    }

    private void decodeNext() {
        Draw<Decode> next;
        synchronized (waiting) {
            next = waiting.draw(0, bucket -> 1, decode -> true);
        }
        if (next instanceof Draw.Batch<Decode>(List<Decode> one, int _, List<Decode> _)) {
            one.forEach(decoders::decode);
        }
    }
}
