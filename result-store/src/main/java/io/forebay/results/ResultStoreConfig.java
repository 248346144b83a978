package io.forebay.results;

import io.forebay.objects.PayloadsConfig;
import io.forebay.results.projection.ProjectionConfig;
import io.forebay.results.redis.RedisConfig;
import io.forebay.results.webhook.WebhookConfig;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.trace.TracingConfig;

/**
 * Everything that a result store can be told.
 *
 * @param tracing where spans of jobs and their webhooks go
 * @param payloads where payloads are that are too large for the queue, the same in all services
 */
public record ResultStoreConfig(
        KafkaConfig kafka,
        TopicConfig topics,
        RedisConfig redis,
        ProjectionConfig projection,
        WebhookConfig webhooks,
        PayloadsConfig payloads,
        OpsConfig ops,
        TracingConfig tracing) {

    public static final ResultStoreConfig DEFAULT =
            new ResultStoreConfig(
                    KafkaConfig.DEFAULT,
                    TopicConfig.DEFAULT,
                    RedisConfig.DEFAULT,
                    ProjectionConfig.DEFAULT,
                    WebhookConfig.DEFAULT,
                    PayloadsConfig.DEFAULT,
                    OpsConfig.DEFAULT,
                    TracingConfig.DEFAULT);

    public ResultStoreConfig {
        kafka = kafka == null ? KafkaConfig.DEFAULT : kafka;
        topics = topics == null ? TopicConfig.DEFAULT : topics;
        redis = redis == null ? RedisConfig.DEFAULT : redis;
        projection = projection == null ? ProjectionConfig.DEFAULT : projection;
        webhooks = webhooks == null ? WebhookConfig.DEFAULT : webhooks;
        payloads = payloads == null ? PayloadsConfig.DEFAULT : payloads;
        ops = ops == null ? OpsConfig.DEFAULT : ops;
        tracing = tracing == null ? TracingConfig.DEFAULT : tracing;
    }
}
