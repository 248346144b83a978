package io.forebay.loadtests.phase;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells a listener once a second how far a phase is, on a thread of its own. */
final class Ticker implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Latencies latencies;
    private final Consumer<Snapshot> listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("bench-progress").unstarted(this::tick);

    Ticker(Ledger ledger, Latencies latencies, Consumer<Snapshot> listener) {
        this.ledger = ledger;
        this.latencies = latencies;
        this.listener = listener;
    }

    void start() {
        thread.start();
    }

    private void tick() {
        int before = 0;
        try {
            while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                int done = ledger.done();
                listener.accept(
                        new Snapshot(
                                done,
                                ledger.jobs(),
                                (done - before) * 1e9 / PERIOD.toNanos(),
                                ledger.notRight(),
                                latencies.summary()));
                before = done;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
