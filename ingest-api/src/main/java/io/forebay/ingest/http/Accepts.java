package io.forebay.ingest.http;

import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.problem.ProblemCode;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.List;
import java.util.Locale;

/** What a client wants to be answered in (RFC 9110, section 12.5.1), as far as it matters here. */
final class Accepts {

    static final Header EVENT_STREAM =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/event-stream");

    private Accepts() {}

    /** Whether server-sent events are named. */
    static boolean eventStream(Call call) {
        return names(call, "text/event-stream");
    }

    /** Refuses a client that cannot read server-sent events. */
    static void requireEventStream(Call call) {
        require(call, "text/event-stream", "text/*");
    }

    /** Refuses a client that can read neither lines of JSON nor server-sent events. */
    static void requireLinesOrEvents(Call call) {
        require(
                call,
                "application/x-ndjson",
                "application/json",
                "application/*",
                "text/event-stream");
    }

    private static void require(Call call, String... types) {
        List<String> accept = call.headers(HeaderNames.ACCEPT);
        if (accept.isEmpty() || names(call, "*/*")) {
            return;
        }
        for (String type : types) {
            if (names(call, type)) {
                return;
            }
        }
        throw new RefusedException(
                ProblemCode.NOT_ACCEPTABLE, "this is " + String.join(" or ", types));
    }

    private static boolean names(Call call, String type) {
        return call.headers(HeaderNames.ACCEPT).stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .anyMatch(type::equals);
    }
}
