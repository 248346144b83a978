package io.forebay.dispatcher.job;

import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WireProblem;
import java.util.List;
import java.util.Optional;

/** A job that has not ended; its methods are the ways it can go. Times in epoch milliseconds. */
public sealed interface OpenJob extends Job permits Queued, Running {

    Track track();

    /** When the job first ran; 0 = it has not. */
    long startedAt();

    /**
     * When the job is late if nothing happens, its deadline aside; {@link Long#MAX_VALUE} = never.
     */
    long patience(Waits waits);

    /** What it means that its patience ran out. */
    Lateness impatience();

    /** The same job, its state published. */
    OpenJob announce();

    /** The latest useful start of an attempt; 0 = any. */
    long startBy();

    @Override
    default Card card() {
        return track().card();
    }

    /** Waits for another attempt, which may wait as long as the first one. */
    default Queued retry(List<Attempt> failures, long nextTry) {
        long startBy = card().submission().getStartBy();
        long failedAt = failures.isEmpty() ? 0 : failures.getLast().getEndedAt();
        return new Queued(
                track().next(State.QUEUED, failedAt, failures),
                startBy == 0 ? 0 : Math.max(startBy, nextTry + card().queueTimeout()));
    }

    default Ended succeed(long now, List<Attempt> attempts, Ending.Succeeded how) {
        return end(now, attempts, how);
    }

    default Ended fail(long now, List<Attempt> attempts, WireProblem problem) {
        return end(now, attempts, new Ending.Failed(problem));
    }

    default Ended cancel(long now) {
        return end(now, track().failures(), new Ending.Canceled());
    }

    default Ended expire(long now, WireProblem problem) {
        return end(now, track().failures(), new Ending.Expired(problem));
    }

    /** When the job next wants to be looked at; {@link Long#MAX_VALUE} = never. */
    default long dueAt(Waits waits) {
        long late = Math.min(patience(waits), deadline());
        return track().announced() ? late : Math.min(late, announceAt(waits));
    }

    /** The time that the job has missed, if any. */
    default Optional<Lateness> lateness(long now, Waits waits) {
        if (deadline() <= now) {
            return Optional.of(Lateness.DEADLINE);
        }
        return patience(waits) <= now ? Optional.of(impatience()) : Optional.empty();
    }

    /** Whether readers should hear of the job although it has not ended. */
    default boolean wantsAnnouncement(long now, Waits waits) {
        return !track().announced() && announceAt(waits) <= now;
    }

    /** A line of a batch is never announced: its batch counts it, and there may be millions. */
    private long announceAt(Waits waits) {
        return !card().submission().getBatchId().isEmpty()
                ? Long.MAX_VALUE
                : track().acceptedAt() + waits.announceAfter();
    }

    private long deadline() {
        return card().deadline() == 0 ? Long.MAX_VALUE : card().deadline();
    }

    private Ended end(long now, List<Attempt> attempts, Ending how) {
        long first = attempts.isEmpty() ? 0 : attempts.getFirst().getStartedAt();
        long startedAt = first == 0 ? startedAt() : card().notBeforeCreation(first);
        Track end = track().next(how.state(), now, track().failures());
        return new Ended(end, startedAt, now, attempts, how);
    }
}
