package io.forebay.schemas.webhook;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** The endpoints of all tenants. Safe for use by several threads. */
public interface Endpoints {

    /** In the order of their ids. */
    Collection<Endpoint> of(String tenant);

    Optional<Endpoint> find(String tenant, String id);

    /**
     * Waits until a revision of an endpoint, or a later one, is known here.
     *
     * @return false when that took too long, or the endpoint is gone
     */
    boolean await(String tenant, String id, long revision, Duration patience);
}
