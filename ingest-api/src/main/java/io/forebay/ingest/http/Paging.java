package io.forebay.ingest.http;

import io.forebay.ingest.options.Timings;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.submit.JobsConfig;
import io.forebay.schemas.problem.ProblemCode;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.time.Duration;
import java.util.Optional;

/**
 * How much of a list is answered at once, and how long a client may wait for it.
 *
 * @param jobs how long one request waits, and for how long a tenant's jobs are kept and listed
 */
record Paging(JobsConfig jobs) {

    static final int MOST = 1000;
    static final Header LINES =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/x-ndjson");

    private static final int USUAL = 100;

    /** The parameter {@code limit}. */
    int limit(Call call) {
        Optional<String> text = call.query("limit");
        if (text.isEmpty()) {
            return USUAL;
        }
        if (!text.get().matches("[1-9]\\d{0,3}") || Integer.parseInt(text.get()) > MOST) {
            throw refused("limit", "expected a number from 1 to " + MOST);
        }
        return Integer.parseInt(text.get());
    }

    /** The parameter {@code wait}; zero when there is none. */
    Duration patience(Call call) {
        Optional<String> text = call.query("wait");
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        Duration wait =
                Timings.parse(text.get())
                        .orElseThrow(() -> refused("wait", "expected seconds, 30s or ISO 8601"));
        return FeedStream.shorter(wait, jobs.maxWait());
    }

    static RuntimeException refused(String parameter, String expected) {
        return Refusal.of(ProblemCode.MALFORMED_REQUEST, InputError.parameter(parameter, expected))
                .toException();
    }
}
