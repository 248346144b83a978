package io.forebay.ingest.http;

import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import org.jspecify.annotations.Nullable;

/** Makes problem details of the errors that the server finds below the routes. */
record TransportProblems(ProblemWriter problems) implements DirectHandler {

    DirectHandlers forEveryEvent() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType event : EventType.values()) {
            handlers.addHandler(event, this);
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status defaultStatus,
            ServerResponseHeaders responseHeaders,
            @Nullable String message) {
        String path = path(request);
        // The server fails over targets that are no paths, such as those of CONNECT.
        Status status =
                defaultStatus.code() == 500 && !path.isEmpty() && path.charAt(0) != '/'
                        ? Status.BAD_REQUEST_400
                        : defaultStatus;
        Refusal refusal = Refusal.of(code(status.code()), detail(status, message));
        Answer answer = problems.answer(refusal, path, status.code());
        TransportResponse.Builder response =
                TransportResponse.builder()
                        .status(status)
                        .keepAlive(event.keepAlive())
                        .entity(answer.body().toByteArray());
        for (Header header : responseHeaders) {
            response.header(header);
        }
        for (Header header : answer.headers()) {
            response.header(header);
        }
        return response.build();
    }

    /** Without the query, which may hold anything. */
    private static String path(TransportRequest request) {
        String path = request.path();
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static ProblemCode code(int status) {
        return switch (status) {
            case 404 -> ProblemCode.NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 413 -> ProblemCode.PAYLOAD_TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ProblemCode.NOT_READY;
            default -> status < 500 ? ProblemCode.MALFORMED_REQUEST : ProblemCode.INTERNAL;
        };
    }

    private static String detail(Status status, @Nullable String message) {
        return status.code() >= 500 || message == null || message.isBlank()
                ? status.reasonPhrase()
                : message;
    }
}
