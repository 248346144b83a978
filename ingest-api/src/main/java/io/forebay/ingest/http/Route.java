package io.forebay.ingest.http;

import io.forebay.ingest.auth.Scope;
import io.helidon.http.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract.
 *
 * @param path as OpenAPI writes it
 * @param scopeOrNull what an API key must allow; null when none is needed
 */
record Route(Method method, String path, @Nullable Scope scopeOrNull, Endpoint endpoint) {

    static Route open(Method method, String path, Endpoint endpoint) {
        return new Route(method, path, null, endpoint);
    }

    Optional<Scope> scope() {
        return Optional.ofNullable(scopeOrNull);
    }

    /** For meters. */
    String name() {
        return method.text() + " " + path;
    }
}
