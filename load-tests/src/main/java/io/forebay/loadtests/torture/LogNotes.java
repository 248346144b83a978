package io.forebay.loadtests.torture;

import io.forebay.loadtests.history.History;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.Value;
import io.forebay.loadtests.history.What;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.util.Locale;

/** What a history says of records in Kafka: of what was decided, and of what was run. */
public record LogNotes(History history) {

    /** Notes a state of a job. */
    public void state(JobState state) {
        boolean terminal = state.getState().compareTo(State.SUCCEEDED) >= 0;
        boolean landed =
                state.getState() == State.SUCCEEDED
                        && state.getCache().getStatus() == CacheStatus.MISS
                        && state.getAttemptsCount() > 0;
        Value value =
                Value.seen(
                                state.getState().name().toLowerCase(Locale.ROOT),
                                state.getVersion(),
                                terminal,
                                "")
                        .withDeadline(state.getFinishedAt())
                        .withId(landed ? run(state.getAttempts(state.getAttemptsCount() - 1)) : "");
        history.add("log", Kind.OK, What.LOG, state.getTenant(), "", state.getJobId(), value);
    }

    /** Notes a run that was reported. */
    public void run(Completion completion) {
        if (completion.getOutcomeCase() == Completion.OutcomeCase.LANDED) {
            String run =
                    name(
                            completion.getWorker(),
                            completion.getStartedAt(),
                            completion.getEndedAt());
            history.add(
                    completion.getWorker(),
                    Kind.OK,
                    What.RUN,
                    "",
                    "",
                    completion.getFlightId(),
                    Value.detail("attempt " + completion.getAttempt()).withId(run));
        }
    }

    private static String run(Attempt attempt) {
        return name(attempt.getWorker(), attempt.getStartedAt(), attempt.getEndedAt());
    }

    private static String name(String worker, long startedAt, long endedAt) {
        return worker + " " + startedAt + "-" + endedAt;
    }
}
