package io.forebay.results.webhook.delivery;

import io.forebay.schemas.webhook.Endpoint;
import io.forebay.schemas.webhook.Endpoints;
import io.forebay.schemas.wire.DeliveryOrder;
import io.forebay.schemas.wire.EndpointStanding;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps account of endpoints: when one last took a delivery, and which are given up. Safe for use
 * by several threads.
 */
final class Standings {

    private static final Logger LOG = LoggerFactory.getLogger(Standings.class);

    /** A success is noted for the next process at most this often. */
    private static final Duration NOTED_EVERY = Duration.ofHours(1);

    private final Endpoints endpoints;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Map<String, Long> lastSuccess = new ConcurrentHashMap<>();

    Standings(Endpoints endpoints, Ledger ledger, InstantSource clock) {
        this.endpoints = endpoints;
        this.ledger = ledger;
        this.clock = clock;
    }

    void succeeded(DeliveryOrder order) {
        if (order.getEndpointId().isEmpty()) {
            return;
        }
        long now = clock.millis();
        lastSuccess.put(key(order), now);
        endpoints
                .find(order.getTenant(), order.getEndpointId())
                .filter(endpoint ->
                        now - endpoint.standing().getLastSuccessAt() > NOTED_EVERY.toMillis())
                .ifPresent(endpoint ->
                        // Only an active endpoint is called: whatever disabled it is over.
                        ledger.standing(
                                standing(endpoint)
                                        .setLastSuccessAt(now)
                                        .clearDisabledAt()
                                        .clearReason()
                                        .build()));
    }

    /** The receiver wants no more. */
    void gone(DeliveryOrder order, String reason) {
        endpoints
                .find(order.getTenant(), order.getEndpointId())
                .ifPresent(endpoint -> giveUp(endpoint, reason));
    }

    /** A delivery has used up its schedule: if nothing else came through meanwhile, it is over. */
    void exhausted(DeliveryOrder order, long openedAt) {
        endpoints
                .find(order.getTenant(), order.getEndpointId())
                .filter(endpoint -> lastSuccess(order, endpoint) < openedAt)
                .ifPresent(endpoint ->
                        giveUp(
                                endpoint,
                                "no delivery succeeded for %d h"
                                        .formatted(
                                                Duration.ofMillis(clock.millis() - openedAt)
                                                        .toHours())));
    }

    private long lastSuccess(DeliveryOrder order, Endpoint endpoint) {
        return Math.max(
                endpoint.standing().getLastSuccessAt(), lastSuccess.getOrDefault(key(order), 0L));
    }

    private void giveUp(Endpoint endpoint, String reason) {
        LOG.atWarn()
                .addKeyValue("tenant", endpoint.definition().getTenant())
                .addKeyValue("endpoint", endpoint.definition().getId())
                .addKeyValue("reason", reason)
                .log("disabled a webhook endpoint");
        ledger.standing(standing(endpoint).setDisabledAt(clock.millis()).setReason(reason).build());
    }

    private static EndpointStanding.Builder standing(Endpoint endpoint) {
        return endpoint.standing().toBuilder()
                .setTenant(endpoint.definition().getTenant())
                .setId(endpoint.definition().getId())
                .setRevision(endpoint.definition().getRevision());
    }

    private static String key(DeliveryOrder order) {
        return Endpoint.owner(order.getTenant(), order.getEndpointId());
    }
}
