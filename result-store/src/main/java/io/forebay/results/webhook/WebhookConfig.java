package io.forebay.results.webhook;

import io.forebay.results.redis.Secret;
import io.forebay.results.webhook.delivery.LaneConfig;
import io.forebay.results.webhook.retry.RetryConfig;
import io.forebay.results.webhook.send.SenderConfig;
import io.forebay.schemas.topic.Groups;
import io.forebay.schemas.webhook.TargetConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How webhooks are delivered.
 *
 * @param secretKey under which signing secrets are sealed, the same as the ingest nodes'; without
 *     one this process delivers nothing
 * @param group consumer group that shares the deliveries
 */
public record WebhookConfig(
        @Nullable Secret secretKey,
        String group,
        TargetConfig targets,
        SenderConfig sender,
        RetryConfig retries,
        LaneConfig lanes) {

    public static final WebhookConfig DEFAULT =
            new WebhookConfig(
                    null,
                    Groups.WEBHOOKS,
                    TargetConfig.DEFAULT,
                    SenderConfig.DEFAULT,
                    RetryConfig.DEFAULT,
                    LaneConfig.DEFAULT);

    public WebhookConfig {
        group = group == null ? Groups.WEBHOOKS : group;
        targets = targets == null ? TargetConfig.DEFAULT : targets;
        sender = sender == null ? SenderConfig.DEFAULT : sender;
        retries = retries == null ? RetryConfig.DEFAULT : retries;
        lanes = lanes == null ? LaneConfig.DEFAULT : lanes;
    }

    /** The key, when there is one. */
    public Optional<String> key() {
        return Optional.ofNullable(secretKey).map(Secret::value).filter(key -> !key.isEmpty());
    }
}
