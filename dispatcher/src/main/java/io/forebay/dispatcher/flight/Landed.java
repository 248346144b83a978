package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Ending;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.wire.CacheInfo;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.Payload;

/**
 * A result that answers repeats.
 *
 * @param model what the bound on landed flights counts by
 * @param landedAt epoch milliseconds
 * @param until when it answers no more, in epoch milliseconds
 * @param origin whose job computed it
 */
public record Landed(
        FlightKey key,
        String model,
        Payload output,
        Execution execution,
        long landedAt,
        long until,
        Origin origin)
        implements Flight {

    boolean answers(long now) {
        return now < until;
    }

    /** The answer to a repeat. Another tenant learns neither how old it is nor who asked first. */
    Ending.Succeeded hit(String tenant, long now) {
        CacheInfo.Builder cache = CacheInfo.newBuilder().setStatus(CacheStatus.HIT);
        if (origin.isOf(tenant)) {
            cache.setAgeMs(Math.max(0, now - landedAt)).setComputedBy(origin.job());
        }
        return new Ending.Succeeded(output, execution, cache.build(), 0);
    }
}
