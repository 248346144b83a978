package io.forebay.ingest.auth;

import io.forebay.schemas.wire.ApiKeyDefinition;
import io.forebay.schemas.wire.ApiKeyEnd;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** A key that was made while the service ran, and how it ends. */
public record IssuedKey(ApiKeyDefinition definition, ApiKeyEnd end) {

    public String id() {
        return definition.getId();
    }

    public String tenant() {
        return definition.getTenant();
    }

    /** Those that this version knows. */
    public Set<Scope> scopes() {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream(Scope.values())
                .filter(scope -> definition.getScopesList().contains(scope.wireName()))
                .forEach(scopes::add);
        return scopes;
    }

    /** Valid before then. */
    public Instant until() {
        long own = definition.getExpiresAt() == 0 ? Long.MAX_VALUE : definition.getExpiresAt();
        long rotated = end.getEndsAt() == 0 ? Long.MAX_VALUE : end.getEndsAt();
        long first = Math.min(own, rotated);
        return first == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(first);
    }

    public boolean isValid(Instant now) {
        return now.isBefore(until());
    }

    /** Whether another took its place. */
    public boolean isReplaced() {
        return !end.getSuccessor().isEmpty();
    }
}
