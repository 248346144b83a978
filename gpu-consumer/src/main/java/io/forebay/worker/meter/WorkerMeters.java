package io.forebay.worker.meter;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of this worker. Safe for use by several threads. */
public final class WorkerMeters {

    private final MeterRegistry registry;
    private final Counter publishFailures;
    private final AtomicInteger hanging = new AtomicInteger();

    public WorkerMeters(MeterRegistry registry) {
        this.registry = registry;
        this.publishFailures =
                Counter.builder("forebay.worker.publish.failures").register(registry);
        Gauge.builder("forebay.worker.decode.hanging", hanging, AtomicInteger::get)
                .strongReference(true)
                .register(registry);
    }

    public ModelMeters model(String model) {
        return new ModelMeters(registry, model);
    }

    public ShadowMeters shadow(String model) {
        return new ShadowMeters(registry, model);
    }

    public LaneMeters lane(String model, Lane lane) {
        return new LaneMeters(registry, Tags.of("model", model, "lane", Topics.laneName(lane)));
    }

    /**
     * @param threads whose decode was given up and has not come back
     */
    public void decodersHang(int threads) {
        hanging.set(threads);
    }

    public void publishFailed() {
        publishFailures.increment();
    }
}
