package io.forebay.schemas.trace;

import io.opentelemetry.api.trace.Span;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * Names a traced job for a bucket of a histogram: that of the thread's {@link Tracing.Recording}.
 */
public final class Exemplars implements SpanContext {

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
