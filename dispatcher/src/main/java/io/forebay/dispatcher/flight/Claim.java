package io.forebay.dispatcher.flight;

import io.forebay.schemas.id.FlightKey;
import java.util.List;

/**
 * The payloads in the payload store that a job which has ended names.
 *
 * @param job its id
 * @param keys of the payloads
 * @param until when it needs them no more, in epoch milliseconds
 */
public record Claim(FlightKey flight, String job, List<String> keys, long until) {

    public Claim {
        keys = List.copyOf(keys);
    }

    boolean hasLapsed(long now) {
        return until <= now;
    }
}
