package io.forebay.ingest.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * @param bootstrapServers as Kafka's {@code bootstrap.servers}
 * @param properties of every client, such as security settings
 * @param acknowledgeTimeout after which a job that the brokers did not acknowledge is answered 503
 */
public record KafkaConfig(
        String bootstrapServers, Map<String, String> properties, Duration acknowledgeTimeout) {

    public static final KafkaConfig DEFAULT =
            new KafkaConfig("localhost:9092", Map.of(), Duration.ofSeconds(5));

    public KafkaConfig {
        bootstrapServers = bootstrapServers == null ? "localhost:9092" : bootstrapServers;
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        acknowledgeTimeout =
                acknowledgeTimeout == null ? Duration.ofSeconds(5) : acknowledgeTimeout;
        if (acknowledgeTimeout.toMillis() < 100) {
            throw new IllegalArgumentException("acknowledge-timeout must be at least 100ms");
        }
    }

    /** The properties of every client. */
    public Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>(properties);
        client.put("bootstrap.servers", bootstrapServers);
        return client;
    }
}
