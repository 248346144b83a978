package io.forebay.worker.meter;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of one model. Safe for use by several threads. */
public final class ModelMeters {

    private static final int MAX_ROWS_TAG = 1_024;

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<Integer, Timer> latencies = new ConcurrentHashMap<>();
    private final DistributionSummary batchItems;
    private final DistributionSummary batchFill;
    private final Timer decoded;
    private final Timer refused;
    private final Counter decodeTimeouts;
    private final Counter busySeconds;
    private final Counter bisections;
    private final Counter recycled;
    private final Map<Run, Timer> runs = new EnumMap<>(Run.class);
    private final Map<Lane, Timer> queueAge = new EnumMap<>(Lane.class);
    private final Map<Lane, Map<End, Counter>> ends = new EnumMap<>(Lane.class);

    /** How a run ended. */
    public enum Run {
        RAN,
        REJECTED,
        OUT_OF_MEMORY,
        TIMED_OUT,
        DEVICE,
        LOST
    }

    /** How an attempt ended. */
    public enum End {
        LANDED,
        FAILED,
        FAILED_TRANSIENT,
        DIED,
        SKIPPED,
        WITHDRAWN
    }

    ModelMeters(MeterRegistry registry, String model) {
        this.registry = registry;
        this.tags = Tags.of("model", model);
        batchItems = registry.summary("forebay.worker.batch.items", tags);
        batchFill = registry.summary("forebay.worker.batch.fill", tags);
        decoded = registry.timer("forebay.worker.decode", tags.and("outcome", "ready"));
        refused = registry.timer("forebay.worker.decode", tags.and("outcome", "refused"));
        decodeTimeouts = registry.counter("forebay.worker.decode.timeouts", tags);
        busySeconds = registry.counter("forebay.worker.device.busy.seconds", tags);
        bisections = registry.counter("forebay.worker.bisections", tags);
        recycled = registry.counter("forebay.worker.engines.recycled", tags);
        for (Run run : Run.values()) {
            runs.put(run, registry.timer("forebay.worker.run", tags.and("outcome", tag(run))));
        }
        for (Lane lane : Arrays.asList(Lane.INTERACTIVE, Lane.BULK)) {
            Tags ofLane = tags.and("lane", Topics.laneName(lane));
            queueAge.put(lane, registry.timer("forebay.worker.queue.age", ofLane));
            ends.put(lane, ends(registry, ofLane));
        }
    }

    /**
     * @param fill share of the rows that a batch may have, 0 to 1
     */
    public void batch(int items, double fill) {
        batchItems.record(items);
        batchFill.record(fill);
    }

    /**
     * @param age from enqueued by the dispatcher to the start of the run
     */
    public void started(Lane lane, Duration age) {
        of(queueAge, lane).record(age);
    }

    public void run(Run run, Duration time) {
        of(runs, run).record(time);
        busySeconds.increment(time.toNanos() / 1e9);
    }

    /**
     * @param rows of the batch; tagged by the next power of two, and by 1024 for all above
     */
    public void latency(int rows, Duration time) {
        int bucket = Math.min(MAX_ROWS_TAG, Integer.highestOneBit(Math.max(1, 2 * rows - 1)));
        latencies
                .computeIfAbsent(
                        bucket,
                        made ->
                                registry.timer(
                                        "forebay.worker.run.latency",
                                        tags.and("rows", Integer.toString(made))))
                .record(time);
    }

    public void decoded(Duration time) {
        decoded.record(time);
    }

    public void refused(Duration time) {
        refused.record(time);
    }

    public void decodeTimedOut() {
        decodeTimeouts.increment();
    }

    public void bisected() {
        bisections.increment();
    }

    public void recycled() {
        recycled.increment();
    }

    public void ended(Lane lane, End end) {
        of(of(ends, lane), end).increment();
    }

    private static Map<End, Counter> ends(MeterRegistry registry, Tags tags) {
        Map<End, Counter> counters = new EnumMap<>(End.class);
        for (End end : End.values()) {
            counters.put(
                    end,
                    registry.counter("forebay.worker.attempts", tags.and("outcome", tag(end))));
        }
        return counters;
    }

    private static <K extends Enum<K>, V> V of(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no meter for " + key);
        }
        return value;
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
