package io.forebay.ingest.http;

import io.forebay.ingest.auth.Authenticator;
import io.forebay.ingest.auth.Caller;
import io.forebay.ingest.auth.Scope;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.trace.Tracing;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets calls in to their routes, and answers out. The outermost frame of every request.
 *
 * @param bodyLimit bytes
 */
record Gate(
        Authenticator keys,
        ProblemWriter problems,
        int bodyLimit,
        RequestMeter meter,
        RequestSpans spans) {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String BEARER = "bearer ";
    private static final Duration STORE_RETRY = Duration.ofSeconds(1);

    Handler handler(Route route) {
        return (request, response) -> handle(route, request, response);
    }

    private void handle(Route route, ServerRequest request, ServerResponse response) {
        long started = System.nanoTime();
        IncomingBody body = new IncomingBody(request, bodyLimit);
        Span span = spans.begin(route, request);
        Answer answer = answer(route, request, body, span);
        response.status(Status.create(answer.status()));
        for (Header header : answer.headers()) {
            response.header(header);
        }
        if (answer.stream().isPresent()) {
            Streaming.send(answer.stream().get(), response);
        } else if (answer.body().length() == 0) {
            response.send();
        } else {
            response.send(answer.body().bytes(), 0, answer.body().length());
        }
        spans.end(span, answer);
        try (Tracing.Recording _ = spans.recording(span)) {
            meter.answered(
                    route.name(), answer.outcome(), Duration.ofNanos(System.nanoTime() - started));
        }
        body.discard();
    }

    private Answer answer(Route route, ServerRequest request, IncomingBody body, Span span) {
        String path = request.path().path();
        try {
            Caller caller =
                    route.scope().map(scope -> authorize(request, scope)).orElse(Caller.ANYBODY);
            return route.endpoint().answer(new Call(request, caller, body, span.getSpanContext()));
        } catch (RefusedException e) {
            return problems.answer(e.refusal(), path);
        } catch (PayloadStoreException e) {
            RequestLog.of(LOG.atWarn(), route, request, span)
                    .setCause(e)
                    .log("a payload cannot be read");
            return problems.answer(
                    Refusal.of(
                                    ProblemCode.VIEW_UNAVAILABLE,
                                    "what is kept outside the queue cannot be read or kept now")
                            .retryAfter(STORE_RETRY),
                    path);
        } catch (TransportException e) {
            throw e.failure();
        } catch (RuntimeException e) {
            RequestLog.of(LOG.atError(), route, request, span).setCause(e).log("a request failed");
            return problems.answer(
                    Refusal.of(ProblemCode.INTERNAL, "the request failed; the log says why"), path);
        }
    }

    private Caller authorize(ServerRequest request, Scope scope) {
        Caller caller =
                key(request)
                        .flatMap(keys::find)
                        .orElseThrow(() ->
                                new RefusedException(
                                        ProblemCode.UNAUTHENTICATED,
                                        "expected 'Authorization: Bearer fb_...' with a valid key"));
        if (!caller.scopes().contains(scope)) {
            throw new RefusedException(
                    ProblemCode.FORBIDDEN,
                    "the key lacks the scope '%s'".formatted(scope.wireName()));
        }
        return caller;
    }

    private static Optional<String> key(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(text -> text.substring(BEARER.length()).strip());
    }
}
