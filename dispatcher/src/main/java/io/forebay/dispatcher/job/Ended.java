package io.forebay.dispatcher.job;

import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.WireProblem;
import java.util.List;

/** A job that has ended: it has no way to go on. Times in epoch milliseconds. */
public record Ended(
        Track track, long startedAt, long finishedAt, List<Attempt> attempts, Ending how)
        implements Job {

    private static final WireProblem CANCELED =
            Problem.of(ProblemCode.CANCELED, "the job was canceled on request").toWire();

    @Override
    public Card card() {
        return track.card();
    }

    /** Until when the job can be read. */
    public long expiresAt() {
        return finishedAt + card().submission().getPolicy().getRetentionMs();
    }

    @Override
    public JobState state() {
        JobState.Builder state =
                StateOf.job(track)
                        .setStartedAt(startedAt)
                        .setFinishedAt(finishedAt)
                        .setExpiresAt(expiresAt())
                        .addAllAttempts(attempts)
                        .setState(how.state());
        switch (how) {
            case Ending.Succeeded succeeded ->
                    state.setOutput(succeeded.output())
                            .setExecution(succeeded.execution())
                            .setCache(succeeded.cache())
                            .setCacheUntil(succeeded.cacheUntil());
            case Ending.Failed failed -> state.setError(failed.problem());
            case Ending.Canceled _ -> state.setError(CANCELED);
            case Ending.Expired expired -> state.setError(expired.problem());
        }
        return state.build();
    }
}
