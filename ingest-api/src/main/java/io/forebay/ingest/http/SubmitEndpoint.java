package io.forebay.ingest.http;

import io.forebay.ingest.submit.JobsConfig;
import io.forebay.ingest.submit.Submitter;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.schemas.document.JobStates;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.JobState;
import java.time.Duration;
import java.util.Optional;

/** {@code POST /v1/models/{model}/jobs}: a job, and its result when the client waits for it. */
record SubmitEndpoint(
        Intake intake, Submitter submitter, JobReader reader, JobAnswers answers, JobsConfig limits)
        implements Endpoint {

    @Override
    public Answer answer(Call call) {
        Intake.Asked asked = intake.read(call);
        JobState state = submitter.submit(asked.request());
        Optional<Duration> wait = asked.preference().waitUpTo(limits.maxWait());
        return answers.submitted(
                wait.map(patience -> await(reader, state, patience)).orElse(state),
                asked.preference());
    }

    /** The job's last state, or what is known after the wait. */
    static JobState await(JobReader reader, JobState state, Duration patience) {
        if (JobStates.isTerminal(state)) {
            return state;
        }
        return switch (reader.awaitTerminal(new JobId(state.getJobId()), patience)) {
            case Reading.Found(JobState found) -> found;
            case Reading.NotRecorded() -> state;
            case Reading.Deleted() -> state;
            // It is accepted all the same.
            case Reading.Unavailable(String _) -> state;
        };
    }
}
