package io.forebay.ingest.http;

import io.forebay.schemas.trace.SpanKeys;
import io.forebay.schemas.trace.Tracing;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;

/**
 * The spans of requests for the operations of the contract, health and metrics aside. Safe for use
 * by several threads.
 */
record RequestSpans(Tracing tracing) {

    static final String TRACEPARENT = "traceparent";

    private static final HeaderName PARENT = HeaderNames.create(TRACEPARENT);
    private static final int SERVER_ERROR = 500;

    /** An invalid one while tracing is off. */
    Span begin(Route route, ServerRequest request) {
        if (!tracing.isOn() || route.scope().isEmpty()) {
            return Span.getInvalid();
        }
        return tracing.span(
                        route.name(), SpanKind.SERVER, request.headers().first(PARENT).orElse(""))
                .setAttribute(SpanKeys.METHOD, route.method().text())
                .setAttribute(SpanKeys.ROUTE, route.path())
                .setAttribute(SpanKeys.PATH, request.path().path())
                .setAttribute(SpanKeys.SCHEME, "http")
                .startSpan();
    }

    void end(Span span, Answer answer) {
        if (!span.getSpanContext().isValid()) {
            return;
        }
        span.setAttribute(SpanKeys.STATUS, (long) answer.status());
        if (answer.status() >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR).setAttribute(SpanKeys.ERROR, answer.outcome());
        }
        span.end();
    }

    Tracing.Recording recording(Span span) {
        return tracing.recording(span.getSpanContext());
    }
}
