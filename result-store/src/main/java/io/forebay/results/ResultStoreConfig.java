package io.forebay.results;

import io.forebay.results.projection.ProjectionConfig;
import io.forebay.results.redis.RedisConfig;
import io.forebay.schemas.topic.TopicConfig;

/** Everything that a result store can be told. */
public record ResultStoreConfig(
        KafkaConfig kafka,
        TopicConfig topics,
        RedisConfig redis,
        ProjectionConfig projection,
        OpsConfig ops) {

    public static final ResultStoreConfig DEFAULT =
            new ResultStoreConfig(
                    KafkaConfig.DEFAULT,
                    TopicConfig.DEFAULT,
                    RedisConfig.DEFAULT,
                    ProjectionConfig.DEFAULT,
                    OpsConfig.DEFAULT);

    public ResultStoreConfig {
        kafka = kafka == null ? KafkaConfig.DEFAULT : kafka;
        topics = topics == null ? TopicConfig.DEFAULT : topics;
        redis = redis == null ? RedisConfig.DEFAULT : redis;
        projection = projection == null ? ProjectionConfig.DEFAULT : projection;
        ops = ops == null ? OpsConfig.DEFAULT : ops;
    }
}
