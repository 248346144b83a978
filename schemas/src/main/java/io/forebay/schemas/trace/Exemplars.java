package io.forebay.schemas.trace;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * Names a traced job for a bucket of a histogram: that of the thread's {@link Tracing.Recording}.
 */
public final class Exemplars implements SpanContext {

    private Exemplars() {}

    /** A registry whose histograms have exemplars, where spans are made. */
    public static PrometheusMeterRegistry registry(TracingConfig config) {
        return config.isOn()
                ? new PrometheusMeterRegistry(
                        PrometheusConfig.DEFAULT,
                        new PrometheusRegistry(),
                        Clock.SYSTEM,
                        new Exemplars())
                : new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Override
    public @Nullable String getCurrentTraceId() {
        return isCurrentSpanSampled() ? Span.current().getSpanContext().getTraceId() : null;
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        return isCurrentSpanSampled() ? Span.current().getSpanContext().getSpanId() : null;
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return Span.current().getSpanContext().isSampled();
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // It is sent off whatever it is an example of.
    }
}
