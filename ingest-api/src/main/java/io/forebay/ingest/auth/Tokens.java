package io.forebay.ingest.auth;

import java.util.Optional;

/** Tokens that somebody else issues. Safe for use by several threads. */
public interface Tokens {

    /** Knows none. */
    Tokens NONE = token -> Optional.empty();

    /** Whoever has this token; nobody when it is not valid now. */
    Optional<Caller> find(String token);
}
