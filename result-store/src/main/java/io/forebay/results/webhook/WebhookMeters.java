package io.forebay.results.webhook;

import io.forebay.schemas.wire.AttemptOutcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** The meters of webhooks. Safe for use by several threads. */
public final class WebhookMeters {

    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;
    private final Timer delay;

    public WebhookMeters(MeterRegistry registry) {
        this.registry = registry;
        this.delay =
                Timer.builder("forebay.webhooks.delay")
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(Duration.ofMinutes(10))
                        .register(registry);
    }

    /** One call: delivered, retrying or given-up. */
    public void attempted(AttemptOutcome outcome, long tookMs) {
        registry.timer(
                        "forebay.webhooks.attempts",
                        OUTCOME,
                        outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .record(Duration.ofMillis(tookMs));
    }

    /** How long an event took to be told. */
    public void delivered(Duration since) {
        delay.record(since.isNegative() ? Duration.ZERO : since);
    }

    /** A delivery found no place in memory, and waits in the log. */
    public void overflowed() {
        registry.counter("forebay.webhooks.overflows", OUTCOME, "parked").increment();
    }

    /** Deliveries in memory: waiting or under way. */
    public void inMemory(Supplier<Number> count) {
        Gauge.builder("forebay.webhooks.active", count).register(registry);
    }

    /** Deliveries that wait in the log for their next attempt. */
    public void parked(Supplier<Number> count) {
        Gauge.builder("forebay.webhooks.parked", count).register(registry);
    }

    /** Hosts that something is owed to. */
    public void hosts(Supplier<Number> count) {
        Gauge.builder("forebay.webhooks.hosts", count).register(registry);
    }
}
