package io.forebay.ingest.auth;

import java.time.Instant;
import java.util.Set;

/**
 * Who calls, and what they may.
 *
 * @param key id of the issued key that was shown; empty for any other
 * @param until when what was shown ends by itself
 */
public record Caller(String tenant, Set<Scope> scopes, String key, Instant until) {

    /** Whoever asks for what needs no key. */
    public static final Caller ANYBODY = of("", Set.of());

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** A caller whose credentials last as long as the configuration. */
    public static Caller of(String tenant, Set<Scope> scopes) {
        return new Caller(tenant, scopes, "", Instant.MAX);
    }
}
