package io.forebay.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.ingest.json.Rendered;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.LimitSeen;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.document.ProblemMembers;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.wire.JobState;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.io.IOException;
import java.time.Duration;

/** The one place where refusals become problem details (RFC 9457). */
record ProblemWriter(JobWriter jobs) {

    private static final Header CONTENT_TYPE =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");
    private static final Header CHALLENGE =
            HeaderValues.createCached(HeaderNames.WWW_AUTHENTICATE, "Bearer");
    private static final Header NO_STORE =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    /**
     * @param path of the request
     */
    Answer answer(Refusal refusal, String path) {
        return answer(refusal, path, refusal.code().status());
    }

    /**
     * @param status where it is not the code's own
     */
    Answer answer(Refusal refusal, String path, int status) {
        Rendered body = Rendered.json(out -> write(out, refusal, path, status));
        Answer answer =
                Answer.of(status, CONTENT_TYPE, body)
                        .outcome(refusal.code().wireName())
                        .with(NO_STORE);
        if (refusal.retry().isPresent()) {
            answer = answer.with(HeaderNames.RETRY_AFTER, "" + seconds(refusal.retry().get()));
        }
        return status == 401 ? answer.with(CHALLENGE) : answer;
    }

    private void write(JsonGenerator out, Refusal refusal, String path, int status)
            throws IOException {
        out.writeStartObject();
        ProblemMembers.write(out, new Problem(refusal.code(), refusal.detail()), status);
        if (!path.isEmpty()) {
            out.writeStringField("instance", path);
        }
        if (path.equals("/v2") || path.startsWith("/v2/")) {
            // What clients of the Open Inference Protocol read.
            out.writeStringField("error", refusal.detail());
        }
        extensions(out, refusal);
        out.writeEndObject();
    }

    private void extensions(JsonGenerator out, Refusal refusal) throws IOException {
        if (!refusal.errors().isEmpty()) {
            out.writeArrayFieldStart("errors");
            for (InputError error : refusal.errors()) {
                out.writeStartObject();
                out.writeStringField(error.place().member(), error.where());
                out.writeStringField("detail", error.detail());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        LimitSeen limit = refusal.limit();
        if (limit != null) {
            out.writeStringField("limitName", limit.name());
            out.writeNumberField("limit", limit.limit());
            out.writeNumberField("value", limit.value());
        }
        if (refusal.retry().isPresent()) {
            out.writeNumberField("retryAfter", seconds(refusal.retry().get()));
        }
        switch (refusal.subject()) {
            case Refusal.Subject.Nothing() -> {
                // Most are about no job.
            }
            case Refusal.Subject.Named(JobId id) -> out.writeStringField("jobId", id.text());
            case Refusal.Subject.Shown(JobState state) -> {
                out.writeStringField("jobId", state.getJobId());
                out.writeFieldName("job");
                jobs.write(out, state);
            }
        }
    }

    /** Whole seconds, at least one. */
    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
