package io.forebay.ingest.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * @param pepper secret under which the keys' digests were made, the same on every node; empty when
 *     they are plain SHA-256. Keys are issued only where it has at least 16 characters
 * @param keys the keys that are always valid; a tenant may have several at once
 * @param operators tenants whose keys with the scope operate may act for the whole installation:
 *     issue keys of any tenant, are shown how the jobs of any tenant went and, when there are
 *     operators, alone apply models and see the workers, deliveries and dead letters of all tenants
 * @param maxKeys issued keys of one tenant that are valid at once
 * @param rotationOverlap for how long a rotated key is still valid, where a rotation does not say
 * @param tokens whose tokens are accepted beside keys
 */
public record AuthConfig(
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) String pepper,
        List<ApiKey> keys,
        Set<String> operators,
        Integer maxKeys,
        Duration rotationOverlap,
        TokenConfig tokens) {

    public static final AuthConfig DEFAULT =
            new AuthConfig("", List.of(), Set.of(), 20, Duration.ofHours(24), TokenConfig.DEFAULT);

    private static final int LEAST_PEPPER = 16;

    public AuthConfig {
        pepper = pepper == null ? "" : pepper;
        keys = keys == null ? List.of() : List.copyOf(keys);
        operators = operators == null ? Set.of() : Set.copyOf(operators);
        maxKeys = maxKeys == null ? Integer.valueOf(20) : maxKeys;
        rotationOverlap = rotationOverlap == null ? Duration.ofHours(24) : rotationOverlap;
        tokens = tokens == null ? TokenConfig.DEFAULT : tokens;
        if (maxKeys < 1) {
            throw new IllegalArgumentException("max-keys must be at least 1, not " + maxKeys);
        }
        if (rotationOverlap.isNegative()) {
            throw new IllegalArgumentException(
                    "rotation-overlap must not be negative, but is " + rotationOverlap);
        }
    }

    /** The keys of the configuration. */
    public ApiKeys apiKeys() {
        return new ApiKeys(pepperBytes(), keys);
    }

    /**
     * Whether a tenant's keys with the scope operate act for the whole installation: where nobody
     * is named, everybody's do.
     */
    public boolean operatesAll(String tenant) {
        return operators.isEmpty() || operators.contains(tenant);
    }

    /** Whether keys may be issued. */
    public boolean issues() {
        return pepper.length() >= LEAST_PEPPER;
    }

    public byte[] pepperBytes() {
        return pepper.getBytes(StandardCharsets.UTF_8);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AuthConfig[keys=%s, operators=%s, tokens=%s]".formatted(keys, operators, tokens);
    }
}
