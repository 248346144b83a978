package io.forebay.ingest.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * @param pepper secret under which the keys' digests were made; empty when they are plain SHA-256
 * @param keys the keys that are valid; a tenant may have several at once
 */
public record AuthConfig(
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) String pepper, List<ApiKey> keys) {

    public static final AuthConfig DEFAULT = new AuthConfig("", List.of());

    public AuthConfig {
        pepper = pepper == null ? "" : pepper;
        keys = keys == null ? List.of() : List.copyOf(keys);
    }

    public ApiKeys apiKeys() {
        return new ApiKeys(pepper.getBytes(StandardCharsets.UTF_8), keys);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AuthConfig[keys=%s]".formatted(keys);
    }
}
