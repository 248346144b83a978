package io.forebay.dispatcher.job;

import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;

/**
 * A job of which an attempt runs.
 *
 * @param startedAt when the first attempt started, in epoch milliseconds
 * @param runBy when nothing more is hoped for, in epoch milliseconds; 0 = never
 */
public record Running(Track track, long startedAt, long runBy) implements OpenJob {

    @Override
    public long startBy() {
        return card().submission().getStartBy();
    }

    @Override
    public long patience(Waits waits) {
        return runBy == 0 ? Long.MAX_VALUE : runBy;
    }

    @Override
    public Lateness impatience() {
        return Lateness.RUN_TIMEOUT;
    }

    @Override
    public Running announce() {
        return new Running(track.published(), startedAt, runBy);
    }

    @Override
    public JobState state() {
        JobState.Builder state =
                StateOf.job(track)
                        .setState(State.RUNNING)
                        .setStartedAt(startedAt)
                        .addAllAttempts(track.failures());
        state.getCacheBuilder()
                .setStatus(track.joined() ? CacheStatus.COALESCED : CacheStatus.MISS);
        return state.build();
    }
}
