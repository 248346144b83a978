package io.forebay.ingest.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forebay.schemas.webhook.TargetConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * @param secretKey under which signing secrets are sealed, at least 16 characters, the same as the
 *     result stores'; without one there are no webhooks
 * @param targets where webhooks may go, the same as the result stores'
 * @param maxEndpoints of one tenant
 * @param rotationOverlap for how long an old secret still signs, where a rotation does not say
 */
public record WebhookConfig(
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) String secretKey,
        TargetConfig targets,
        Integer maxEndpoints,
        Duration rotationOverlap) {

    public static final WebhookConfig DEFAULT =
            new WebhookConfig("", TargetConfig.DEFAULT, 20, Duration.ofHours(24));

    public WebhookConfig {
        secretKey = secretKey == null ? "" : secretKey;
        targets = targets == null ? TargetConfig.DEFAULT : targets;
        maxEndpoints = maxEndpoints == null ? Integer.valueOf(20) : maxEndpoints;
        rotationOverlap = rotationOverlap == null ? Duration.ofHours(24) : rotationOverlap;
        if (maxEndpoints < 1) {
            throw new IllegalArgumentException(
                    "max-endpoints must be at least 1, not " + maxEndpoints);
        }
    }

    public Optional<String> key() {
        return Optional.of(secretKey).filter(key -> !key.isEmpty());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "WebhookConfig[targets=%s, maxEndpoints=%d, rotationOverlap=%s]"
                .formatted(targets, maxEndpoints, rotationOverlap);
    }
}
