package io.forebay.results.webhook.delivery;

import io.forebay.schemas.wire.DeliveryOrder;

/**
 * A delivery in memory, to be attempted now.
 *
 * @param attempts made so far
 * @param openedAt when it was first owed, in epoch milliseconds
 * @param recorded whether the log has it as owed
 * @param receipt to be called once when the log says what became of the attempt
 */
public record Delivery(
        DeliveryOrder order,
        Share share,
        int attempts,
        long openedAt,
        boolean recorded,
        Runnable receipt) {

    /** One that the log has as owed. */
    public static Delivery owed(DeliveryOrder order, Share share, int attempts, long openedAt) {
        return new Delivery(order, share, attempts, openedAt, true, () -> {});
    }

    String id() {
        return order.getId();
    }
}
