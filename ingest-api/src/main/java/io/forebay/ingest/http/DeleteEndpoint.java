package io.forebay.ingest.http;

import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.submit.Submitter;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.schemas.document.JobStates;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.JobState;
import java.time.Duration;
import java.util.Optional;

/** {@code DELETE /v1/jobs/{id}}: has a job that has ended forgotten before its time. */
record DeleteEndpoint(JobEndpoints jobs, JobReader reader, Submitter submitter)
        implements Endpoint {

    /** More than it takes from the acknowledgement to the view. */
    private static final Duration SEEN = Duration.ofSeconds(5);

    @Override
    public Answer answer(Call call) {
        JobId id = jobs.id(call);
        Reading before = reader.read(id);
        if (before instanceof Reading.Deleted) {
            return Answer.empty(204);
        }
        JobState state = jobs.state(before, id, call.tenant());
        if (!JobStates.isTerminal(state)) {
            throw Refusal.of(
                            ProblemCode.NOT_TERMINAL,
                            "the job is %s; cancel it first"
                                    .formatted(JobStates.name(state.getState())))
                    .about(state)
                    .toException();
        }
        submitter.delete(state);
        return Answer.empty(isSeen(id, state) ? 204 : 202);
    }

    private boolean isSeen(JobId id, JobState state) {
        Optional<JobReader.Following> free = reader.follow(id, state.getVersion());
        if (free.isEmpty()) {
            return reader.read(id) instanceof Reading.Deleted;
        }
        try (JobReader.Following following = free.get()) {
            return following.next(SEEN).filter(Reading.Deleted.class::isInstance).isPresent();
        }
    }
}
