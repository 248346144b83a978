package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.retry.HeldWork;
import io.forebay.dispatcher.slot.Berth;
import io.forebay.dispatcher.slot.FairSlots;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.wire.WorkItem;

/**
 * Sends work off, or holds it while its topic is missing: a model without topics must neither lose
 * jobs nor stop those of others. Confined to the partition's thread.
 */
final class Runway {

    private final Outbox outbox;
    private final HeldWork held;
    private final Flights flights;
    private final Roster roster;
    private final FairSlots slots;
    private final long heldRetry;

    /**
     * @param heldRetry milliseconds until a missing topic is looked for again
     */
    Runway(
            Outbox outbox,
            HeldWork held,
            Flights flights,
            Roster roster,
            FairSlots slots,
            long heldRetry) {
        this.outbox = outbox;
        this.held = held;
        this.flights = flights;
        this.roster = roster;
        this.slots = slots;
        this.heldRetry = heldRetry;
    }

    /** Sends work, and keeps the flight as it is then. */
    void send(InTheAir flight, WorkItem item, long now) {
        leave(flight);
        int partitions = outbox.partitions(item);
        if (partitions > 0) {
            int share = flight.plan().policy().getTenantSharePercent();
            Berth berth = slots.take(item, share, partitions, now);
            flights.keep(flight.sent(berth));
            outbox.work(item.toBuilder().setSlot(berth.slot()).build());
        } else {
            hold(flight, item, now + heldRetry);
        }
    }

    /** Notes that the flight's work lies where it lay no more. */
    void leave(InTheAir flight) {
        slots.leave(flight.plan().model().getName(), flight.berth());
    }

    /** Sends the flight's present attempt for as long as anybody who waits can use it. */
    void sendAnew(InTheAir flight, WorkItem item, long now) {
        Span span = roster.span(flight);
        send(
                flight,
                item.toBuilder()
                        .setFlightKey(flight.key().bytes())
                        .setFlightId(flight.plan().id())
                        .setAttempt(flight.attempt())
                        .setLane(flight.lane())
                        .setEnqueuedAt(now)
                        .setStartBy(span.startBy())
                        .setDeadline(span.deadline())
                        .build(),
                now);
    }

    void hold(InTheAir flight, WorkItem item, long until) {
        flights.keep(flight.holding());
        held.hold(until, item.toBuilder().setAttempt(flight.attempt()).build());
    }

    /** Sends work whose time has come, if anybody still waits for it. */
    void release(WorkItem item, FlightKey key, long now) {
        if (flights.find(key).orElse(null) instanceof InTheAir flight
                && flight.plan().id().equals(item.getFlightId())
                && flight.attempt() == item.getAttempt()) {
            sendAnew(flight, item, now);
        }
    }
}
