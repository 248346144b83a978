package io.forebay.schemas.metric;

import io.forebay.schemas.trace.Exemplars;
import io.forebay.schemas.trace.TracingConfig;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The registries of the services: their meters say what the {@link MetricCatalog} has of them. */
public final class MeterRegistries {

    private MeterRegistries() {}

    /** One whose histograms have exemplars, where spans are made. */
    public static PrometheusMeterRegistry of(TracingConfig tracing) {
        return tracing.makesSpans()
                ? described(
                        new PrometheusMeterRegistry(
                                PrometheusConfig.DEFAULT,
                                new PrometheusRegistry(),
                                Clock.SYSTEM,
                                new Exemplars()))
                : untraced();
    }

    /** One of a service that makes no spans. */
    public static PrometheusMeterRegistry untraced() {
        return described(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    private static PrometheusMeterRegistry described(PrometheusMeterRegistry registry) {
        registry.config().meterFilter(MetricCatalog.load());
        return registry;
    }
}
