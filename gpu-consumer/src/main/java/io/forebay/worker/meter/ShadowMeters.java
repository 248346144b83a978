package io.forebay.worker.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** The meters of one model's copies. Safe for use by several threads. */
public final class ShadowMeters {

    private final MeterRegistry registry;
    private final String model;

    /** How the run of a copy ended, beside the answer that it is a copy for. */
    public enum End {
        AGREED,
        DIFFERED,
        FAILED
    }

    ShadowMeters(MeterRegistry registry, String model) {
        this.registry = registry;
        this.model = model;
    }

    /**
     * @param version that ran it
     * @param time of the run, or until it was clear that there is none
     */
    public void ran(String version, End end, Duration time) {
        Timer.builder("forebay.worker.shadow.runs")
                .tags(tags(version).and("outcome", end.name().toLowerCase(Locale.ROOT)))
                .register(registry)
                .record(time);
    }

    /**
     * @param began by {@link System#nanoTime}
     */
    public void failed(String version, long began) {
        ran(version, End.FAILED, Duration.ofNanos(System.nanoTime() - began));
    }

    /** A copy was not run: there was no time for it, or its version is not here. */
    public void dropped(String version) {
        Counter.builder("forebay.worker.shadow.dropped")
                .tags(tags(version))
                .register(registry)
                .increment();
    }

    private Tags tags(String version) {
        return Tags.of("model", model, "version", version);
    }
}
