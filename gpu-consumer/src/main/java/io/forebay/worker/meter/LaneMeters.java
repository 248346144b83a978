package io.forebay.worker.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of one model's lane. Safe for use by several threads. */
public final class LaneMeters {

    private final AtomicLong inHand = new AtomicLong();
    private final AtomicLong uncommitted = new AtomicLong();
    private final Counter committed;
    private final Counter commitFailed;
    private final Counter undecodable;

    LaneMeters(MeterRegistry registry, Tags tags) {
        Gauge.builder("forebay.worker.in.hand", inHand, AtomicLong::get)
                .tags(tags)
                .strongReference(true)
                .register(registry);
        Gauge.builder("forebay.worker.uncommitted", uncommitted, AtomicLong::get)
                .tags(tags)
                .strongReference(true)
                .register(registry);
        committed = counter(registry, "forebay.worker.commits", tags.and("outcome", "done"));
        commitFailed = counter(registry, "forebay.worker.commits", tags.and("outcome", "failed"));
        undecodable = counter(registry, "forebay.worker.undecodable", tags);
    }

    public void inHand(int items) {
        inHand.set(items);
    }

    /** For a lane whose members each say how much theirs has changed. */
    public void inHandBy(int change) {
        inHand.addAndGet(change);
        uncommitted.addAndGet(change);
    }

    public void uncommitted(long offsets) {
        uncommitted.set(offsets);
    }

    public void committed() {
        committed.increment();
    }

    public void commitFailed() {
        commitFailed.increment();
    }

    public void undecodable() {
        undecodable.increment();
    }

    private static Counter counter(MeterRegistry registry, String name, Tags tags) {
        return Counter.builder(name).tags(tags).register(registry);
    }
}
