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
                        gauge("replicas", "workers asked for", LaneReport::replicas),
                        gauge(
                                "replicas.reactive",
                                "workers that would be asked for without a forecast",
                                report -> report.decision().withoutForecast()),
                        gauge(
                                "replicas.ahead",
                                "workers that the forecast asks for",
                                report -> report.decision().ahead()),
                        gauge("workers", "members of the group", one -> one.sample().workers()),
                        gauge("rate", "arrivals per second", one -> one.decision().rate()),
                        gauge(
                                "lag",
                                "items that wait or run",
                                one -> (double) one.sample().arrived() - one.sample().completed()),
                        gauge("mu", "items per second and worker", one -> one.decision().mu()),
                        gauge(
                                "cold.start.seconds",
                                "from ordered to ready",
                                one -> one.decision().coldStart()),
                        gauge(
                                "late.share",
                                "waits that missed the SLO of late, 0 to 1",
                                one -> one.decision().lateShare()),
                        gauge(
                                "forecast.skill",
                                "1 = perfect, 0 = no better than persistence",
                                one -> one.decision().forecast().skill()),
                        gauge(
                                "forecast.trusted",
                                "1 while the forecast counts",
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

    private Gauge gauge(String name, String description, ToDoubleFunction<LaneReport> value) {
        return new Gauge(
                MultiGauge.builder("forebay.scaler." + name)
                        .description(description)
                        .register(registry),
                value);
    }

    private static Tags tags(LaneReport report) {
        return Tags.of(
                "model", report.order().name().model(), "lane", report.order().name().lane());
    }
}
