package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Ended;
import io.forebay.dispatcher.job.OpenJob;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.Cancellation;
import java.util.Optional;

/**
 * Lets single jobs go before their flight lands; with the last one the flight is withdrawn.
 * Confined to the partition's thread.
 */
final class Departures {

    private final Flights flights;
    private final Roster roster;
    private final Runway runway;
    private final Outbox outbox;

    Departures(Flights flights, Roster roster, Runway runway, Outbox outbox) {
        this.flights = flights;
        this.roster = roster;
        this.runway = runway;
        this.outbox = outbox;
    }

    CancellationOutcome cancel(Cancellation cancellation, long now) {
        Optional<OpenJob> job = JobId.parse(cancellation.getJobId()).flatMap(roster::find);
        if (job.isEmpty()) {
            return CancellationOutcome.UNKNOWN;
        }
        if (!job.get().card().tenant().equals(cancellation.getTenant())) {
            return CancellationOutcome.FOREIGN;
        }
        leave(job.get().cancel(now), now);
        return CancellationOutcome.CANCELED;
    }

    void leave(Ended job, long now) {
        roster.end(job);
        if (flights.find(job.card().flight()).orElse(null) instanceof InTheAir flight
                && roster.heir(flight).isEmpty()) {
            runway.leave(flight);
            flights.drop(flight.key());
            outbox.withdraw(flight, now);
        }
    }
}
