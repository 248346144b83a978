package io.forebay.dispatcher.job;

import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.util.List;

/**
 * A job that waits for an attempt to start.
 *
 * @param startBy when it expires unless an attempt has started, in epoch milliseconds; 0 = never
 */
public record Queued(Track track, long startBy) implements OpenJob {

    /** A job that opens a flight of its own, or needs none. */
    public static Queued accepted(Card card, long now) {
        return new Queued(Track.begin(card, now, false, List.of()), card.submission().getStartBy());
    }

    /** A job that joins a flight in the air. */
    public static Queued joining(Card card, long now, List<Attempt> failures) {
        return new Queued(Track.begin(card, now, true, failures), card.submission().getStartBy());
    }

    /**
     * An attempt runs.
     *
     * @param startedAt when it started, by its worker's clock
     */
    public Running start(long startedAt, long now, Waits waits) {
        var policy = card().submission().getPolicy();
        long oneRun = policy.getRunTimeoutMs() + waits.runGrace();
        long runBy =
                policy.getRunTimeoutMs() == 0
                        ? 0
                        : now + Math.max(1, policy.getMaxAttempts()) * oneRun;
        long first = startedAt() == 0 ? card().notBeforeCreation(startedAt) : startedAt();
        return new Running(track.next(State.RUNNING, startedAt, track.failures()), first, runBy);
    }

    @Override
    public long startedAt() {
        return track.failures().isEmpty()
                ? 0
                : card().notBeforeCreation(track.failures().getFirst().getStartedAt());
    }

    @Override
    public long patience(Waits waits) {
        return startBy == 0 ? Long.MAX_VALUE : startBy + waits.startGrace();
    }

    @Override
    public Lateness impatience() {
        return Lateness.QUEUE_TIMEOUT;
    }

    @Override
    public Queued announce() {
        return new Queued(track.published(), startBy);
    }

    @Override
    public JobState state() {
        JobState.Builder state =
                StateOf.job(track)
                        .setState(State.QUEUED)
                        .setStartedAt(startedAt())
                        .setStartBy(startBy)
                        .addAllAttempts(track.failures())
                        .setQueueReason(track.failures().isEmpty() ? "queued" : "retrying");
        state.getCacheBuilder()
                .setStatus(track.joined() ? CacheStatus.COALESCED : CacheStatus.MISS);
        return state.build();
    }
}
