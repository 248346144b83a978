package io.forebay.results.webhook.delivery;

import java.util.Optional;

/** Reads deliveries back from the log. Safe for use by several threads; calls block. */
public interface OwedDeliveries {

    /** The delivery whose record is at this place; empty when the record is gone. */
    Optional<Delivery> read(Parked parked);
}
