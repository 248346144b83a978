package io.forebay.ingest.auth;

import java.util.Set;

/** Who calls, and what they may. */
public record Caller(String tenant, Set<Scope> scopes) {

    /** Whoever asks for what needs no key. */
    public static final Caller ANYBODY = new Caller("", Set.of());

    public Caller {
        scopes = Set.copyOf(scopes);
    }
}
