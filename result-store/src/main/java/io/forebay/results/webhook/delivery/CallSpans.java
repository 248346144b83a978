package io.forebay.results.webhook.delivery;

import io.forebay.results.webhook.retry.Result;
import io.forebay.schemas.trace.SpanKeys;
import io.forebay.schemas.trace.Traceparent;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.webhook.CallbackUrl;
import io.forebay.schemas.wire.DeliveryOrder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;

/** The spans of calls, one for each attempt. Safe for use by several threads. */
record CallSpans(Tracing tracing) {

    private static final int CLIENT_ERROR = 400;

    /** An invalid one when the job is not traced. */
    Span begin(Delivery delivery, CallbackUrl url) {
        DeliveryOrder order = delivery.order();
        String parent = order.getJob().getTraceparent();
        if (!tracing.follows(parent)) {
            return Span.getInvalid();
        }
        Span span =
                tracing.span("POST", SpanKind.CLIENT, parent)
                        .setAttribute(SpanKeys.METHOD, "POST")
                        // What follows a question mark may be a secret of the tenant's.
                        .setAttribute(SpanKeys.URL, url.withoutQuery())
                        .setAttribute(SpanKeys.HOST, url.host())
                        .setAttribute(SpanKeys.PORT, (long) url.port())
                        .setAttribute(SpanKeys.JOB, order.getJob().getJobId())
                        .setAttribute(SpanKeys.TENANT, order.getTenant())
                        .setAttribute(SpanKeys.DELIVERY, order.getId())
                        .setAttribute(SpanKeys.EVENT, order.getEvent())
                        .startSpan();
        return delivery.attempts() == 0
                ? span
                : span.setAttribute(SpanKeys.RESENT, (long) delivery.attempts());
    }

    /** What the receiver is told: the call itself where it has a span, and else the job's. */
    String traceparent(Span span, DeliveryOrder order) {
        return span.getSpanContext().isValid()
                ? Traceparent.of(span.getSpanContext())
                : order.getJob().getTraceparent();
    }

    void end(Span span, Result result) {
        switch (result) {
            case Result.Answered answered -> {
                span.setAttribute(SpanKeys.STATUS, (long) answered.status());
                if (answered.status() >= CLIENT_ERROR) {
                    failed(span, Integer.toString(answered.status()));
                }
            }
            case Result.Failed _ -> failed(span, "failed");
            case Result.Blocked _ -> failed(span, "blocked");
        }
        span.end();
    }

    private static void failed(Span span, String why) {
        span.setStatus(StatusCode.ERROR).setAttribute(SpanKeys.ERROR, why);
    }
}
