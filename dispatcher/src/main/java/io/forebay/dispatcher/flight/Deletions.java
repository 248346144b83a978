package io.forebay.dispatcher.flight;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.Deletion;
import java.util.Optional;

/**
 * Has readers forget jobs before their time. Whose job it is was found out where the wish came in:
 * of a job that has ended, nothing is left here to ask. Confined to the partition's thread.
 */
final class Deletions {

    private final Flights flights;
    private final Roster roster;
    private final CacheOrder cache;
    private final Payloads payloads;
    private final Outbox outbox;

    Deletions(Flights flights, Roster roster, CacheOrder cache, Payloads payloads, Outbox outbox) {
        this.flights = flights;
        this.roster = roster;
        this.cache = cache;
        this.payloads = payloads;
        this.outbox = outbox;
    }

    DeletionOutcome delete(Deletion deletion) {
        Optional<JobId> id = JobId.parse(deletion.getJobId());
        if (id.isEmpty()) {
            return DeletionOutcome.NAMELESS;
        }
        if (roster.find(id.get()).isPresent()) {
            return DeletionOutcome.OPEN;
        }
        if (deletion.getFlightKey().size() == FlightKey.LENGTH) {
            FlightKey flight = new FlightKey(deletion.getFlightKey());
            withdrawResult(flight, new Origin(id.get().text(), deletion.getTenant()));
            payloads.release(flight, id.get());
        }
        outbox.forget(id.get());
        return DeletionOutcome.DELETED;
    }

    /** A result that another job computed stays: it is that job's as well. */
    private void withdrawResult(FlightKey key, Origin deleted) {
        if (flights.find(key).orElse(null) instanceof Landed landed
                && landed.origin().equals(deleted)) {
            cache.forget(landed);
            flights.drop(key);
        }
    }
}
