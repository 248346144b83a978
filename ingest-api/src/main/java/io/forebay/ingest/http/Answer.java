package io.forebay.ingest.http;

import io.forebay.ingest.json.JsonBody;
import io.forebay.ingest.json.Rendered;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is sent back.
 *
 * @param outcome for the meters: the problem's code, or the status of a success
 * @param streamOrNull the body, when it is written as it comes to be
 */
record Answer(
        int status,
        String outcome,
        List<Header> headers,
        Rendered body,
        @Nullable StreamedBody streamOrNull) {

    private static final Header JSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Header NO_STORE =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
    private static final Rendered NOTHING = Rendered.of(new byte[0]);

    Answer(int status, String outcome, List<Header> headers, Rendered body) {
        this(status, outcome, headers, body, null);
    }

    Answer {
        headers = List.copyOf(headers);
    }

    static Answer json(int status, JsonBody body) {
        return json(status, Rendered.json(body));
    }

    static Answer json(int status, Rendered body) {
        return new Answer(status, Integer.toString(status), List.of(JSON), body);
    }

    static Answer of(int status, Header contentType, Rendered body) {
        return new Answer(status, Integer.toString(status), List.of(contentType), body);
    }

    static Answer empty(int status) {
        return new Answer(status, Integer.toString(status), List.of(), NOTHING);
    }

    /** An answer that nobody may keep, written as it comes to be. */
    static Answer stream(Header contentType, StreamedBody body) {
        return new Answer(200, "200", List.of(contentType, NO_STORE), NOTHING, body);
    }

    /** Server-sent events, which proxies are not to hold back. */
    static Answer events(StreamedBody body) {
        return stream(Accepts.EVENT_STREAM, body).with("X-Accel-Buffering", "no");
    }

    Optional<StreamedBody> stream() {
        return Optional.ofNullable(streamOrNull);
    }

    Answer with(Header header) {
        List<Header> all = new ArrayList<>(headers);
        all.add(header);
        return new Answer(status, outcome, all, body, streamOrNull);
    }

    Answer with(HeaderName name, String value) {
        return with(HeaderValues.create(name, value));
    }

    Answer with(String name, String value) {
        return with(HeaderValues.create(name, value));
    }

    Answer outcome(String named) {
        return new Answer(status, named, headers, body, streamOrNull);
    }
}
