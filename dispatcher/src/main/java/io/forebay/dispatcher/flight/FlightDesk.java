package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Card;
import io.forebay.dispatcher.job.CardReading;
import io.forebay.dispatcher.job.OpenJob;
import io.forebay.dispatcher.retry.Backoff;
import io.forebay.dispatcher.slot.FairSlots;
import io.forebay.dispatcher.timer.Timers;
import io.forebay.dispatcher.timer.TimingConfig;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.Cancellation;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Deletion;
import io.forebay.schemas.wire.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Everything that happens to the flights and jobs of one partition. Confined to the partition's
 * thread. Times are epoch milliseconds.
 */
public final class FlightDesk {

    private final Ledgers ledgers;
    private final Roster roster;
    private final CacheOrder cache = new CacheOrder();
    private final FairSlots slots = new FairSlots();
    private final Timers<JobId> timers = new Timers<>();
    private final Submissions submissions;
    private final Departures departures;
    private final Deletions deletions;
    private final Payloads payloads;
    private final Completions completions;
    private final Clockwork clockwork;
    private final int timersPerTick;

    /**
     * @param deadLetterRetention for how long a dead letter can be run again
     */
    public FlightDesk(
            Ledgers ledgers,
            Outbox outbox,
            TimingConfig timing,
            Duration deadLetterRetention,
            Backoff backoff) {
        this.ledgers = ledgers;
        this.timersPerTick = timing.timersPerTick();
        Flights flights = ledgers.flights();
        long grace = timing.payloadGrace().toMillis();
        payloads =
                new Payloads(
                        ledgers.claims(), flights, outbox, grace, deadLetterRetention.toMillis());
        roster = new Roster(ledgers.jobs(), timers, outbox, timing.waits(), payloads);
        long heldRetry = timing.heldRetry().toMillis();
        Runway runway = new Runway(outbox, ledgers.held(), flights, roster, slots, heldRetry);
        submissions = new Submissions(flights, roster, runway, cache, payloads);
        departures = new Departures(flights, roster, runway, outbox);
        deletions = new Deletions(flights, roster, cache, payloads, outbox);
        completions =
                new Completions(
                        flights,
                        roster,
                        runway,
                        new Landing(flights, roster, cache),
                        new Failing(flights, roster, runway, payloads, outbox, backoff));
        clockwork = new Clockwork(timers, roster, departures, runway, ledgers.held());
    }

    /**
     * Rebuilds what is derived from the ledgers, which each show everything that they hold.
     *
     * @param flights shows the flights, in any order
     * @param jobs shows the open jobs, in any order
     */
    public void restore(Consumer<Consumer<Flight>> flights, Consumer<Consumer<OpenJob>> jobs) {
        List<CacheOrder.Known> landed = new ArrayList<>();
        flights.accept(flight -> {
            switch (flight) {
                case Landed known -> landed.add(CacheOrder.Known.of(known));
                case InTheAir sent -> slots.restore(sent.plan().model().getName(), sent.berth());
            }
        });
        cache.restore(landed);
        jobs.accept(roster::watch);
    }

    public SubmissionOutcome submit(Submission submission, long now) {
        return submissions.accept(submission, now);
    }

    /**
     * The trace that the flight of a submission flies in, which is that of the job that leads it;
     * empty when nobody does any more.
     */
    public String leaderTrace(Submission submission) {
        return CardReading.of(submission) instanceof CardReading.Sound(Card card)
                        && ledgers.flights().find(card.flight()).orElse(null)
                                instanceof InTheAir flight
                ? roster.leader(flight)
                        .map(leader -> leader.card().submission().getTraceparent())
                        .orElse("")
                : "";
    }

    public CancellationOutcome cancel(Cancellation cancellation, long now) {
        return departures.cancel(cancellation, now);
    }

    public DeletionOutcome delete(Deletion deletion) {
        return deletions.delete(deletion);
    }

    public CompletionOutcome complete(Completion completion, long now) {
        return completions.apply(completion, now);
    }

    /** Does what is due, within the bound of one tick. */
    public void tick(long now) {
        clockwork.fire(now, timersPerTick);
    }

    /** When the next tick is due; {@link Long#MAX_VALUE} while there is nothing to wait for. */
    public long nextTick() {
        return clockwork.nextDue();
    }

    /** Removes what nobody will ask for any more; it is not used in the meantime either. */
    public void tidy(long now) {
        cache.expire(now, timersPerTick).forEach(ledgers.flights()::drop);
        ledgers.jobs().forgetEnded(now, timersPerTick);
        payloads.tidy(now, timersPerTick);
    }

    /** Jobs on a timer: the open ones. */
    public int openJobs() {
        return timers.size();
    }

    /** Landed flights that answer repeats. */
    public int cachedFlights() {
        return cache.size();
    }
}
