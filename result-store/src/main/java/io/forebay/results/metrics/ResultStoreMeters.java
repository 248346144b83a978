package io.forebay.results.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The meters of this module. Safe for use by several threads. */
public final class ResultStoreMeters {

    private static final String OUTCOME = "outcome";
    private static final List<String> REDIS_OPERATIONS =
            List.of("watch", "apply", "locate", "read", "claim");

    private final MeterRegistry registry;
    private final Timer delay;

    public ResultStoreMeters(MeterRegistry registry) {
        this.registry = registry;
        this.delay =
                Timer.builder("forebay.projection.delay")
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(Duration.ofMinutes(1))
                        .register(registry);
        // A counter that appears with its first event hides it: nothing has risen from nothing.
        REDIS_OPERATIONS.forEach(this::redisFailures);
    }

    /** Records of the log that were dealt with: put, removed or unreadable. */
    public void records(String outcome, int count) {
        registry.counter("forebay.projection.records", OUTCOME, outcome).increment(count);
    }

    /** One script of the projection: applied, moved or away. */
    public void batch(String outcome, Duration took) {
        registry.timer("forebay.projection.batch", OUTCOME, outcome).record(took);
    }

    /** How long the newest record of a batch waited to be seen. */
    public void delay(Duration delay) {
        this.delay.record(delay.isNegative() ? Duration.ZERO : delay);
    }

    /** A rebuild of one partition: started or finished. */
    public void rebuild(String outcome) {
        registry.counter("forebay.projection.rebuilds", OUTCOME, outcome).increment();
    }

    /** Redis did not answer. */
    public void redisFailure(String operation) {
        redisFailures(operation).increment();
    }

    private Counter redisFailures(String operation) {
        return registry.counter("forebay.redis.failures", "operation", operation, OUTCOME, "away");
    }

    /** One look of a reader: found, not-recorded or unavailable. */
    public void read(String outcome, Duration took) {
        registry.timer("forebay.reader.reads", OUTCOME, outcome).record(took);
    }

    /** One wait of a reader: ended, timed-out or refused. */
    public void waited(String outcome) {
        registry.counter("forebay.reader.waits", OUTCOME, outcome).increment();
    }

    /** Records that the projection has still to apply, over all its partitions. */
    public void projectionLag(String topic, Supplier<Number> lag) {
        gauge("forebay.projection.lag", topic, lag);
    }

    /** Partitions whose view is being rebuilt here. */
    public void partitionsRebuilding(String topic, Supplier<Number> count) {
        gauge("forebay.projection.rebuilding", topic, count);
    }

    /** Calls that wait for a job to end. */
    public void waiters(Supplier<Number> count) {
        Gauge.builder("forebay.reader.waiters", count).register(registry);
    }

    private void gauge(String name, String topic, Supplier<Number> value) {
        Gauge.builder(name, value).tag("topic", topic).register(registry);
    }
}
