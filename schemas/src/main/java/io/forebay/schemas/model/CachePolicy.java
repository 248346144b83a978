package io.forebay.schemas.model;

import java.time.Duration;

/**
 * @param ttl how long a landed flight answers repeats; zero = not at all
 * @param maxEntries landed flights kept per dispatcher partition
 * @param scope whose repeats it answers
 */
public record CachePolicy(Duration ttl, Integer maxEntries, Scope scope) {

    static final CachePolicy DEFAULT = new CachePolicy(Duration.ofHours(1), 10_000, Scope.TENANT);

    public CachePolicy {
        ttl = ttl == null ? Duration.ofHours(1) : ttl;
        maxEntries = maxEntries == null ? 10_000 : maxEntries;
        scope = scope == null ? Scope.TENANT : scope;
        if (maxEntries < 0) {
            throw new IllegalArgumentException("max-entries must be at least 0, not " + maxEntries);
        }
    }

    /** Whether tenants share results. */
    public enum Scope {
        TENANT,
        PUBLIC
    }
}
