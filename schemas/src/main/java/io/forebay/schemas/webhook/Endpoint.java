package io.forebay.schemas.webhook;

import io.forebay.schemas.wire.EndpointStanding;
import io.forebay.schemas.wire.WebhookEndpoint;

/**
 * An endpoint as it stands.
 *
 * @param definition what its tenant says of it
 * @param standing what the sender found of it; the default instance while it found nothing
 */
public record Endpoint(WebhookEndpoint definition, EndpointStanding standing) {

    /** The id under which a tenant's callbacks keep their secret, once it was rotated. */
    public static final String CALLBACKS = "callbacks";

    /** Whether the sender gave it up, and its tenant has not changed it since. */
    public boolean isGivenUp() {
        return standing.getDisabledAt() != 0 && standing.getRevision() >= definition.getRevision();
    }

    public boolean isActive() {
        return definition.getEnabled() && !isGivenUp();
    }

    /** Whether an event is for it: those before its creation are not. */
    public boolean wants(String event, long happenedAt) {
        return isActive()
                && !definition.getId().equals(CALLBACKS)
                && happenedAt >= definition.getCreatedAt()
                && EventTypes.wants(definition.getEventsList(), event);
    }

    /** Whom its secrets are sealed for. */
    public static String owner(String tenant, String id) {
        return tenant + "/" + id;
    }
}
