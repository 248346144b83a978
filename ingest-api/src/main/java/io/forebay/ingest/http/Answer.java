package io.forebay.ingest.http;

import io.forebay.ingest.json.JsonBody;
import io.forebay.ingest.json.Rendered;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.ArrayList;
import java.util.List;

/**
 * What is sent back.
 *
 * @param outcome for the meters: the problem's code, or the status of a success
 */
record Answer(int status, String outcome, List<Header> headers, Rendered body) {

    private static final Header JSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Rendered NOTHING = Rendered.of(new byte[0]);

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

    Answer with(Header header) {
        List<Header> all = new ArrayList<>(headers);
        all.add(header);
        return new Answer(status, outcome, all, body);
    }

    Answer with(HeaderName name, String value) {
        return with(HeaderValues.create(name, value));
    }

    Answer with(String name, String value) {
        return with(HeaderValues.create(name, value));
    }

    Answer outcome(String named) {
        return new Answer(status, named, headers, body);
    }
}
