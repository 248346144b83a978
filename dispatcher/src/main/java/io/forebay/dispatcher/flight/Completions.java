package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Queued;
import io.forebay.dispatcher.job.Running;
import io.forebay.dispatcher.slot.Berth;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.wire.Completion;
import java.util.Optional;

/**
 * Lets a completion through to its flight, if it is of the attempt that is awaited. Confined to the
 * partition's thread.
 */
final class Completions {

    private final Flights flights;
    private final Roster roster;
    private final Runway runway;
    private final Landing landing;
    private final Failing failing;

    Completions(Flights flights, Roster roster, Runway runway, Landing landing, Failing failing) {
        this.flights = flights;
        this.roster = roster;
        this.runway = runway;
        this.landing = landing;
        this.failing = failing;
    }

    CompletionOutcome apply(Completion completion, long now) {
        Optional<InTheAir> awaiting = awaiting(completion);
        if (awaiting.isEmpty()) {
            return CompletionOutcome.STALE;
        }
        InTheAir flight = awaiting.get();
        return switch (completion.getOutcomeCase()) {
            case STARTED -> start(flight, completion.getStartedAt(), now);
            case LANDED -> landing.land(left(flight), completion, now);
            case FAILED -> failing.fail(left(flight), completion, now);
            case SKIPPED -> failing.skip(left(flight), completion, now);
            case OUTCOME_NOT_SET -> CompletionOutcome.UNKNOWN;
        };
    }

    /** The attempt has ended, so that its work is out of the way. */
    private InTheAir left(InTheAir flight) {
        runway.leave(flight);
        return flight.sent(Berth.NONE);
    }

    private Optional<InTheAir> awaiting(Completion completion) {
        if (completion.getFlightKey().size() != FlightKey.LENGTH) {
            return Optional.empty();
        }
        return flights.find(new FlightKey(completion.getFlightKey()))
                .filter(InTheAir.class::isInstance)
                .map(InTheAir.class::cast)
                .filter(flight -> flight.awaits(completion));
    }

    /** Work may be delivered twice after a crash, and so start twice; readers hear of it once. */
    private CompletionOutcome start(InTheAir flight, long startedAt, long now) {
        if (flight.running()) {
            return CompletionOutcome.STALE;
        }
        flights.keep(flight.started());
        roster.each(
                flight,
                job -> {
                    switch (job) {
                        case Queued queued ->
                                roster.publish(queued.start(startedAt, now, roster.waits()));
                        case Running _ -> {}
                    }
                });
        return CompletionOutcome.STARTED;
    }
}
