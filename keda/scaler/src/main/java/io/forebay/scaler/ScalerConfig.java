package io.forebay.scaler;

import io.forebay.schemas.topic.TopicConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a scaler can be told.
 *
 * @param grpc what KEDA calls
 * @param tls of that port; none = plain text
 * @param ops health checks, metrics and {@code /explain}
 * @param sampleInterval how often every lane is looked at
 * @param staleAfter how old a decision may be that is answered while Kafka does not answer
 */
public record ScalerConfig(
        KafkaConfig kafka,
        TopicConfig topics,
        ListenConfig grpc,
        @Nullable TlsConfig tls,
        ListenConfig ops,
        Duration sampleInterval,
        Duration staleAfter) {

    public static final ScalerConfig DEFAULT =
            new ScalerConfig(
                    KafkaConfig.DEFAULT,
                    TopicConfig.DEFAULT,
                    new ListenConfig("127.0.0.1", 9090),
                    null,
                    new ListenConfig("127.0.0.1", 9403),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60));

    public ScalerConfig {
        kafka = kafka == null ? KafkaConfig.DEFAULT : kafka;
        topics = topics == null ? TopicConfig.DEFAULT : topics;
        grpc = grpc == null ? new ListenConfig("127.0.0.1", 9090) : grpc;
        ops = ops == null ? new ListenConfig("127.0.0.1", 9403) : ops;
        sampleInterval = sampleInterval == null ? Duration.ofSeconds(5) : sampleInterval;
        staleAfter = staleAfter == null ? Duration.ofSeconds(60) : staleAfter;
        if (!sampleInterval.isPositive() || staleAfter.compareTo(sampleInterval) < 0) {
            throw new IllegalArgumentException(
                    "sample-interval (%s) must be positive and stale-after (%s) no shorter"
                            .formatted(sampleInterval, staleAfter));
        }
    }
}
