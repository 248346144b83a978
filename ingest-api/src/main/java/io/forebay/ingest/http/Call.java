package io.forebay.ingest.http;

import io.forebay.ingest.auth.Caller;
import io.forebay.ingest.protocol.RequestBody;
import io.forebay.schemas.trace.Traceparent;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.opentelemetry.api.trace.SpanContext;
import java.util.List;
import java.util.Optional;

/**
 * One request and who makes it. Confined to the request's thread.
 *
 * @param span of the request; an invalid one while none are made
 */
record Call(ServerRequest request, Caller caller, IncomingBody incoming, SpanContext span) {

    String tenant() {
        return caller.tenant();
    }

    /** A part of the path that the route's pattern names. */
    String part(String name) {
        return request.path().pathParameters().get(name);
    }

    /** A header's values, joined as HTTP joins them. */
    Optional<String> header(String name) {
        List<String> values = headers(HeaderNames.create(name));
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** As {@link #header}, but that a job is caused by the request's own span where it has one. */
    Optional<String> option(String name) {
        return span.isValid() && name.equals(RequestSpans.TRACEPARENT)
                ? Optional.of(Traceparent.of(span))
                : header(name);
    }

    List<String> headers(HeaderName name) {
        return request.headers().contains(name)
                ? request.headers().get(name).allValues()
                : List.of();
    }

    Optional<String> query(String name) {
        return request.query().first(name).asOptional();
    }

    RequestBody body() {
        return incoming.read();
    }
}
