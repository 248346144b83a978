package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Card;
import io.forebay.dispatcher.job.CardReading;
import io.forebay.dispatcher.job.Lateness;
import io.forebay.dispatcher.job.OpenJob;
import io.forebay.dispatcher.job.Queued;
import io.forebay.dispatcher.job.Waits;
import io.forebay.schemas.wire.Answered;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WireProblem;
import io.forebay.schemas.wire.WorkItem;
import java.util.List;
import java.util.Optional;

/** Takes new jobs in. Confined to the partition's thread. */
final class Submissions {

    /** On arrival no worker can have started the job, so there is nothing to be lenient for. */
    private static final Waits NO_GRACE = new Waits(0, 0, 0);

    private final Flights flights;
    private final Roster roster;
    private final Runway runway;
    private final CacheOrder cache;
    private final Payloads payloads;

    Submissions(
            Flights flights, Roster roster, Runway runway, CacheOrder cache, Payloads payloads) {
        this.flights = flights;
        this.roster = roster;
        this.runway = runway;
        this.cache = cache;
        this.payloads = payloads;
    }

    SubmissionOutcome accept(Submission submission, long now) {
        return switch (CardReading.of(submission)) {
            case CardReading.Sound(Card card) -> accept(card, submission.getInput(), now);
            case CardReading.Faulty(Card card, WireProblem problem) -> refuse(card, problem, now);
            case CardReading.Nameless _ -> SubmissionOutcome.NAMELESS;
        };
    }

    private SubmissionOutcome accept(Card card, Payload input, long now) {
        if (isKnown(card, now)) {
            return repeated(card);
        }
        if (card.submission().hasAnswered()) {
            return answered(card);
        }
        Queued job = Queued.accepted(card, now);
        Optional<Lateness> late = job.lateness(now, NO_GRACE);
        if (late.isPresent()) {
            roster.finish(job.expire(now, late.get().problem()));
            return SubmissionOutcome.EXPIRED;
        }
        Optional<Flight> flight = flights.find(card.flight());
        return switch (Boarding.decide(flight, card.submission().getCacheMode(), now)) {
            case Boarding.Hit(Landed landed) -> hit(job, landed, now);
            case Boarding.Join(InTheAir inTheAir) -> join(inTheAir, card, input, now);
            case Boarding.TakeOff _ -> takeOff(job, flight, input, now);
        };
    }

    private SubmissionOutcome refuse(Card card, WireProblem problem, long now) {
        if (isKnown(card, now)) {
            return repeated(card);
        }
        roster.finish(Queued.accepted(card, now).fail(now, List.of(), problem));
        return SubmissionOutcome.FAULTY;
    }

    private SubmissionOutcome repeated(Card card) {
        payloads.repeated(card, roster.find(card.id()));
        return SubmissionOutcome.DUPLICATE;
    }

    private boolean isKnown(Card card, long now) {
        return roster.knows(card.id(), card.submission().getIdempotent(), now);
    }

    /**
     * The client has seen the result, so it is the job's, whatever is landed here by now. The times
     * are the submission's own: both sides must write the same state.
     */
    private SubmissionOutcome answered(Card card) {
        Answered answered = card.submission().getAnswered();
        long then = card.submission().getCreatedAt();
        // Whose job computed it is named only to its own tenant, so a named one is this tenant's.
        String owner = answered.getComputedBy().isEmpty() ? "" : card.tenant();
        Landed shown =
                new Landed(
                        card.flight(),
                        card.submission().getModel().getName(),
                        answered.getOutput(),
                        answered.getExecution(),
                        answered.getLandedAt(),
                        then,
                        new Origin(answered.getComputedBy(), owner));
        return hit(Queued.accepted(card, then), shown, then);
    }

    private SubmissionOutcome hit(Queued job, Landed landed, long now) {
        var answer = landed.hit(job.card().tenant(), now);
        roster.finish(job.succeed(now, List.of(), answer));
        return SubmissionOutcome.HIT;
    }

    private SubmissionOutcome join(InTheAir flight, Card card, Payload input, long now) {
        Queued queued = Queued.joining(card, now, flight.failures());
        OpenJob job = flight.running() ? queued.start(now, now, roster.waits()) : queued;
        roster.board(job);
        if (flight.isTooSlowFor(card.submission().getLane())) {
            lift(flight.joined().lifted(), card, input, now);
        } else if (!flight.shared()) {
            flights.keep(flight.joined());
        }
        return SubmissionOutcome.COALESCED;
    }

    /**
     * Somebody interactive needs what lies in the bulk lane: the same attempt is sent once more,
     * and the first of the two to be done lands the flight. Work that is held will take the new
     * lane.
     */
    private void lift(InTheAir flight, Card card, Payload input, long now) {
        if (flight.held()) {
            flights.keep(flight);
        } else {
            runway.sendAnew(flight, workOf(card, input, now), now);
        }
    }

    private SubmissionOutcome takeOff(
            Queued job, Optional<Flight> before, Payload input, long now) {
        if (before.orElse(null) instanceof Landed landed) {
            cache.forget(landed);
        }
        roster.board(job);
        runway.send(InTheAir.takeOff(job.card()), workOf(job.card(), input, now), now);
        return SubmissionOutcome.MISS;
    }

    private static WorkItem workOf(Card card, Payload input, long now) {
        Submission submission = card.submission();
        return WorkItem.newBuilder()
                .setFlightKey(submission.getFlightKey())
                .setFlightId(submission.getJobId())
                .setAttempt(1)
                .setTenant(submission.getTenant())
                .setModel(submission.getModel())
                .setLane(submission.getLane())
                .setEnqueuedAt(now)
                .setStartBy(submission.getStartBy())
                .setDeadline(submission.getDeadline())
                .setRunTimeoutMs(submission.getPolicy().getRunTimeoutMs())
                .setInput(input)
                .setTraceparent(submission.getTraceparent())
                .setOrderingKey(submission.getOrderingKey())
                .build();
    }
}
