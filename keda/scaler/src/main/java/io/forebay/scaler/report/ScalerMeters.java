package io.forebay.scaler.report;

import io.forebay.scaler.lane.LaneReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The meters of this module. Safe for use by several threads. */
public final class ScalerMeters {

    private final MeterRegistry registry;
    private final List<Gauge> gauges;

    private record Gauge(MultiGauge rows, ToDoubleFunction<LaneReport> value) {}

    public ScalerMeters(MeterRegistry registry) {
        this.registry = registry;
        gauges =
                List.of(
                        gauge("forebay.scaler.replicas", LaneReport::replicas),
                        gauge(
                                "forebay.scaler.replicas.reactive",
                                report -> report.decision().withoutForecast()),
                        gauge("forebay.scaler.replicas.ahead", report -> report.decision().ahead()),
                        gauge("forebay.scaler.workers", one -> one.sample().workers()),
                        gauge("forebay.scaler.rate", one -> one.decision().rate()),
                        gauge(
                                "forebay.scaler.lag",
                                one -> (double) one.sample().arrived() - one.sample().completed()),
                        gauge("forebay.scaler.mu", one -> one.decision().mu()),
                        gauge(
                                "forebay.scaler.cold.start.seconds",
                                one -> one.decision().coldStart()),
                        gauge("forebay.scaler.late.share", one -> one.decision().lateShare()),
                        gauge(
                                "forebay.scaler.forecast.skill",
                                one -> one.decision().forecast().skill()),
                        gauge(
                                "forebay.scaler.forecast.trusted",
                                one -> one.decision().forecast().trusted() ? 1 : 0));
    }

    /** How it stands with every lane. */
    public void report(List<LaneReport> reports) {
        for (Gauge gauge : gauges) {
            gauge.rows()
                    .register(
                            reports.stream()
                                    .map(report ->
                                            MultiGauge.Row.of(
                                                    tags(report),
                                                    gauge.value().applyAsDouble(report)))
                                    .toList(),
                            true);
        }
    }

    /**
     * @param outcome ok, invalid or unavailable
     */
    public void called(String method, String outcome) {
        registry.counter("forebay.scaler.calls", "method", method, "outcome", outcome).increment();
    }

    /**
     * @param outcome seen or unseen
     */
    public void sampled(String outcome) {
        registry.counter("forebay.scaler.samples", "outcome", outcome).increment();
    }

    private Gauge gauge(String name, ToDoubleFunction<LaneReport> value) {
        return new Gauge(MultiGauge.builder(name).register(registry), value);
    }

    private static Tags tags(LaneReport report) {
        return Tags.of(
                "model", report.order().name().model(), "lane", report.order().name().lane());
    }
}
