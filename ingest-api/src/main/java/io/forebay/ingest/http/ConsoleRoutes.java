package io.forebay.ingest.http;

import io.forebay.ingest.console.ConsoleFile;
import io.forebay.ingest.console.ConsoleFiles;
import io.forebay.ingest.json.Rendered;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import java.util.List;

/**
 * The console's files: a page that uses the contract like any other client, and so is no part of
 * it. No key is needed for the files; the page asks for one, and keeps it in memory.
 */
final class ConsoleRoutes {

    /** Nothing from elsewhere, nothing inline, in no frame. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'; require-trusted-types-for 'script'; "
                    + "trusted-types 'none'";

    private static final List<Header> HEADERS =
            List.of(
                    HeaderValues.createCached("Content-Security-Policy", POLICY),
                    HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
                    HeaderValues.createCached("Referrer-Policy", "no-referrer"),
                    HeaderValues.createCached("Cross-Origin-Opener-Policy", "same-origin"),
                    HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"),
                    HeaderValues.createCached(
                            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
                    // Asked for again each time, and mostly answered with 304.
                    HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache"));

    private ConsoleRoutes() {}

    static List<Route> of(ServerConfig config) {
        return config.console()
                ? ConsoleFiles.load().stream().map(ConsoleRoutes::route).toList()
                : List.of();
    }

    private static Route route(ConsoleFile file) {
        Header type = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, file.type());
        Header tag = HeaderValues.createCached(HeaderNames.ETAG, file.tag());
        Rendered body = Rendered.of(file.bytes());
        return Route.open(
                Method.GET,
                file.path(),
                call -> {
                    boolean known =
                            EntityTags.match(call.headers(HeaderNames.IF_NONE_MATCH), file.tag());
                    Answer answer = known ? Answer.empty(304) : Answer.of(200, type, body);
                    for (Header header : HEADERS) {
                        answer = answer.with(header);
                    }
                    return answer.with(tag);
                });
    }
}
