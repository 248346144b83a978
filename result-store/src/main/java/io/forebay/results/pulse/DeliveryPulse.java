package io.forebay.results.pulse;

import io.forebay.schemas.wire.DeliveryAttempt;

/** How attempts of deliveries went. */
public record DeliveryPulse(long delivered, long retrying, long givenUp) {

    public static final DeliveryPulse NONE = new DeliveryPulse(0, 0, 0);

    static DeliveryPulse of(DeliveryAttempt attempt) {
        return switch (attempt.getOutcome()) {
            case DELIVERED -> new DeliveryPulse(1, 0, 0);
            case RETRYING -> new DeliveryPulse(0, 1, 0);
            case GIVEN_UP -> new DeliveryPulse(0, 0, 1);
            case UNRECOGNIZED -> NONE;
        };
    }

    public DeliveryPulse plus(DeliveryPulse other) {
        return new DeliveryPulse(
                delivered + other.delivered, retrying + other.retrying, givenUp + other.givenUp);
    }
}
