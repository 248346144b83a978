package io.forebay.ingest.http;

import io.forebay.ingest.json.Rendered;
import io.forebay.ingest.options.Preference;
import io.forebay.ingest.submit.JobsConfig;
import io.forebay.schemas.document.JobStates;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.wire.JobState;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;

/** Answers that are a job. */
record JobAnswers(JobWriter writer, JobsConfig limits) {

    private static final Header PRIVATE =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private");
    private static final Header PRIVATE_STALE =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, no-cache");

    /** To a submission: 200 when the job has ended, whatever its end, else 202 with its place. */
    Answer submitted(JobState state, Preference preference) {
        boolean terminal = JobStates.isTerminal(state);
        Answer answer =
                job(terminal ? 200 : 202, state)
                        .with(HeaderNames.LOCATION, "/v1/jobs/" + state.getJobId());
        return preference
                .applied(limits.maxWait())
                .map(applied -> answer.with("Preference-Applied", applied))
                .orElse(answer);
    }

    Answer job(int status, JobState state) {
        Rendered body = Rendered.json(out -> writer.write(out, state));
        Answer answer = Answer.json(status, body);
        return JobStates.isTerminal(state)
                ? answer.with(PRIVATE).with(HeaderNames.ETAG, tag(state))
                : answer.with(PRIVATE_STALE);
    }

    /** For an operator, to whom it is another tenant's: how it went, and not what came of it. */
    Answer withoutOutputs(JobState state) {
        JobState shown = state.toBuilder().clearOutput().build();
        return Answer.json(200, out -> writer.write(out, shown))
                .with(HeaderNames.CACHE_CONTROL, "no-store");
    }

    /** To a client that has the job's last state. */
    Answer unchanged(JobState state) {
        return Answer.empty(304).with(PRIVATE).with(HeaderNames.ETAG, tag(state));
    }

    /** The entity tag of a state; the resource is the job, so its version says it all. */
    static String tag(JobState state) {
        return "\"v" + state.getVersion() + "\"";
    }
}
