package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Card;
import io.forebay.dispatcher.job.Ending;
import io.forebay.dispatcher.job.OpenJob;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.CacheInfo;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.Completion;
import java.util.List;
import java.util.Optional;

/**
 * Ends everyone's wait with a result, and keeps it for repeats. Confined to the partition's thread.
 */
final class Landing {

    private final Flights flights;
    private final Roster roster;
    private final CacheOrder cache;

    Landing(Flights flights, Roster roster, CacheOrder cache) {
        this.flights = flights;
        this.roster = roster;
        this.cache = cache;
    }

    CompletionOutcome land(InTheAir flight, Completion completion, long now) {
        Optional<OpenJob> heir = roster.heir(flight);
        if (heir.isEmpty()) {
            // Nobody waits, and so nobody stands for the result: the flight should have been gone.
            flights.drop(flight.key());
            return CompletionOutcome.STALE;
        }
        Landed landed = landed(flight, completion, Origin.of(heir.get().card()), now);
        List<Attempt> attempts = Attempts.landed(flight, completion);
        // The view answers repeats from the job that carries the time until which it may.
        roster.end(heir.get().succeed(now, attempts, miss(landed)));
        if (flight.shared()) {
            roster.each(
                    flight,
                    job -> roster.end(job.succeed(now, attempts, coalesced(landed, job.card()))));
        }
        shelve(flight, landed);
        return CompletionOutcome.LANDED;
    }

    private void shelve(InTheAir flight, Landed landed) {
        if (!flight.plan().cacheable()) {
            flights.drop(flight.key());
            return;
        }
        flights.keep(landed);
        cache.land(landed, flight.plan().policy().getCacheMaxEntries()).forEach(flights::drop);
    }

    private static Landed landed(InTheAir flight, Completion completion, Origin origin, long now) {
        Plan plan = flight.plan();
        return new Landed(
                flight.key(),
                plan.modelName(),
                completion.getLanded().getOutput(),
                completion.getLanded().getExecution(),
                now,
                plan.cacheable() ? now + plan.policy().getCacheTtlMs() : 0,
                origin);
    }

    private static Ending.Succeeded miss(Landed landed) {
        CacheInfo info = CacheInfo.newBuilder().setStatus(CacheStatus.MISS).build();
        return new Ending.Succeeded(landed.output(), landed.execution(), info, landed.until());
    }

    private static Ending.Succeeded coalesced(Landed landed, Card card) {
        CacheInfo.Builder info = CacheInfo.newBuilder().setStatus(CacheStatus.COALESCED);
        if (landed.origin().isOf(card.tenant())) {
            info.setComputedBy(landed.origin().job());
        }
        return new Ending.Succeeded(landed.output(), landed.execution(), info.build(), 0);
    }
}
