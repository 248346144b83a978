package io.forebay.dispatcher.job;

import io.forebay.schemas.wire.Attempt;
import java.util.List;

/**
 * What is known of an open job in whichever state.
 *
 * @param acceptedAt when the dispatcher first saw it, in epoch milliseconds
 * @param version of its state; only grows
 * @param announced whether its present state was published
 * @param joined whether it joined a flight that was in the air already
 * @param failures attempts of its flight that failed so far
 */
public record Track(
        Card card,
        long acceptedAt,
        long version,
        boolean announced,
        boolean joined,
        List<Attempt> failures) {

    public Track {
        failures = List.copyOf(failures);
    }

    Track next() {
        return next(failures);
    }

    Track next(List<Attempt> failedSoFar) {
        return new Track(card, acceptedAt, version + 1, announced, joined, failedSoFar);
    }

    Track published() {
        return new Track(card, acceptedAt, version, true, joined, failures);
    }
}
