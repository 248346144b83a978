package io.forebay.ingest.http;

import io.forebay.schemas.id.JobId;
import io.forebay.schemas.trace.JobLog;
import io.forebay.schemas.trace.Traceparent;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.opentelemetry.api.trace.Span;
import java.util.Optional;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Says in a line of the log which request it is about: its route, and the job and trace it is of.
 */
final class RequestLog {

    private RequestLog() {}

    static LoggingEventBuilder of(
            LoggingEventBuilder line, Route route, ServerRequest request, Span span) {
        String trace =
                span.getSpanContext().isValid()
                        ? Traceparent.of(span.getSpanContext())
                        : request.headers()
                                .first(HeaderNames.create(RequestSpans.TRACEPARENT))
                                .orElse("");
        Optional<JobId> job =
                request.path()
                        .pathParameters()
                        .first(JobEndpoints.ID)
                        .asOptional()
                        .flatMap(JobId::parse);
        LoggingEventBuilder named = line.addKeyValue("route", route.name());
        return job.map(id -> JobLog.of(named, id.text(), trace))
                .orElseGet(() -> JobLog.traced(named, trace));
    }
}
