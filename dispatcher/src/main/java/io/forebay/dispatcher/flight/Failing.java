package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.deadletter.DeadLetters;
import io.forebay.dispatcher.job.OpenJob;
import io.forebay.dispatcher.retry.Backoff;
import io.forebay.schemas.id.LetterKey;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.Skipped;
import io.forebay.schemas.wire.WireProblem;
import io.forebay.schemas.wire.WorkItem;
import java.util.List;

/** Tries failed flights again, or ends them. Confined to the partition's thread. */
final class Failing {

    private static final WireProblem LOST_WORKER =
            Problem.of(ProblemCode.EXECUTION_FAILED, "the worker that ran the attempt was lost")
                    .toWire();

    private static final WireProblem NOT_GIVEN_BACK =
            Problem.of(ProblemCode.EXECUTION_FAILED, "the worker did not give the work back")
                    .toWire();

    private final Flights flights;
    private final Roster roster;
    private final Runway runway;
    private final Payloads payloads;
    private final Outbox outbox;
    private final Backoff backoff;

    Failing(
            Flights flights,
            Roster roster,
            Runway runway,
            Payloads payloads,
            Outbox outbox,
            Backoff backoff) {
        this.flights = flights;
        this.roster = roster;
        this.runway = runway;
        this.payloads = payloads;
        this.outbox = outbox;
        this.backoff = backoff;
    }

    CompletionOutcome fail(InTheAir flight, Completion completion, long now) {
        var failed = completion.getFailed();
        List<Attempt> attempts = Attempts.failed(flight, completion, failed.getProblem());
        if (!failed.getTransient() || !isOf(flight, failed.getItem())) {
            return end(flight, attempts, failed.getProblem(), now);
        }
        if (failed.getDeadly()) {
            bury(flight, attempts, failed.getProblem(), failed.getItem(), now);
            return CompletionOutcome.DIED;
        }
        return tryAgain(flight, attempts, failed.getProblem(), failed.getItem(), now);
    }

    /**
     * A worker found the work too late to start. That is believed, whatever the clock says here:
     * who can wait no longer than the work itself said expires, and for the others it is sent anew.
     * Since each sending lasts for the longest wait, this ends also when clocks disagree.
     */
    CompletionOutcome skip(InTheAir flight, Completion completion, long now) {
        Skipped skipped = completion.getSkipped();
        if (!isOf(flight, skipped.getItem())) {
            List<Attempt> attempts = Attempts.failed(flight, completion, NOT_GIVEN_BACK);
            return end(flight, attempts, NOT_GIVEN_BACK, now);
        }
        if (flight.running()) {
            List<Attempt> attempts = Attempts.failed(flight, completion, LOST_WORKER);
            return tryAgain(flight, attempts, LOST_WORKER, skipped.getItem(), now);
        }
        Excuse excuse = Excuse.of(skipped);
        if (excuse.isEmpty()) {
            List<Attempt> attempts = Attempts.failed(flight, completion, skipped.getProblem());
            return tryAgain(flight, attempts, skipped.getProblem(), skipped.getItem(), now);
        }
        roster.each(
                flight,
                job -> {
                    if (excuse.holdsFor(job)) {
                        roster.end(job.expire(now, excuse.problem()));
                    }
                });
        if (roster.heir(flight).isPresent()) {
            runway.sendAnew(flight.skipped(), skipped.getItem(), now);
        } else {
            flights.drop(flight.key());
        }
        return CompletionOutcome.SKIPPED;
    }

    /** Whether work that was given back is this flight's: only that can be sent once more. */
    private static boolean isOf(InTheAir flight, WorkItem item) {
        return item.getFlightKey().equals(flight.key().bytes());
    }

    private CompletionOutcome tryAgain(
            InTheAir flight, List<Attempt> attempts, WireProblem problem, WorkItem item, long now) {
        if (flight.isLastAttempt()) {
            bury(flight, attempts, problem, item, now);
            return CompletionOutcome.DIED;
        }
        long remaining = roster.span(flight).remaining(now);
        long due = now + backoff.delay(attempts.size(), flight.plan().policy(), remaining);
        runway.hold(flight.failed(attempts), item, due);
        roster.each(flight, job -> roster.publish(job.retry(attempts, due)));
        return CompletionOutcome.RETRIED;
    }

    private void bury(
            InTheAir flight, List<Attempt> attempts, WireProblem problem, WorkItem item, long now) {
        DeadLetters letter = DeadLetters.begin(item, problem, attempts, now);
        roster.each(flight, job -> letter.mourner(job.card().id()));
        DeadLetter written = letter.end();
        LetterKey key = new LetterKey(flight.key(), flight.plan().id());
        outbox.deadLetter(key, written);
        payloads.mourn(key, written);
        end(flight, attempts, DeadLetters.exhausted(attempts, problem), now);
    }

    /** Failures are never remembered: the next job with the same content flies again. */
    private CompletionOutcome end(
            InTheAir flight, List<Attempt> attempts, WireProblem problem, long now) {
        roster.each(flight, (OpenJob job) -> roster.end(job.fail(now, attempts, problem)));
        flights.drop(flight.key());
        return CompletionOutcome.FAILED;
    }
}
