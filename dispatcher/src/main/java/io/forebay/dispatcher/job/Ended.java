package io.forebay.dispatcher.job;

import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WireProblem;
import java.util.List;

/** A job that has ended: it has no way to go on. Times in epoch milliseconds. */
public record Ended(
        Card card,
        long version,
        long startedAt,
        long finishedAt,
        List<Attempt> attempts,
        Ending how)
        implements Job {

    private static final WireProblem CANCELED =
            Problem.of(ProblemCode.CANCELED, "the job was canceled on request").toWire();

    /** Until when the job can be read. */
    public long expiresAt() {
        return finishedAt + card.submission().getPolicy().getRetentionMs();
    }

    @Override
    public JobState state() {
        JobState.Builder state =
                StateOf.job(card, version)
                        .setStartedAt(startedAt)
                        .setFinishedAt(finishedAt)
                        .setExpiresAt(expiresAt())
                        .addAllAttempts(attempts);
        switch (how) {
            case Ending.Succeeded succeeded ->
                    state.setState(State.SUCCEEDED)
                            .setOutput(succeeded.output())
                            .setExecution(succeeded.execution())
                            .setCache(succeeded.cache())
                            .setCacheUntil(succeeded.cacheUntil());
            case Ending.Failed failed -> state.setState(State.FAILED).setError(failed.problem());
            case Ending.Canceled _ -> state.setState(State.CANCELED).setError(CANCELED);
            case Ending.Expired expired ->
                    state.setState(State.EXPIRED).setError(expired.problem());
        }
        return state.build();
    }
}
