package io.forebay.results;

import io.forebay.results.redis.Secret;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How to reach the brokers.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param properties more of the client's own, such as TLS and SASL; never printed
 */
public record KafkaConfig(String bootstrapServers, Map<String, Secret> properties) {

    public static final KafkaConfig DEFAULT = new KafkaConfig("127.0.0.1:9092", Map.of());

    public KafkaConfig {
        bootstrapServers = bootstrapServers == null ? "127.0.0.1:9092" : bootstrapServers;
        properties = properties == null ? Map.of() : Map.copyOf(properties);
    }

    /** As the clients take them. */
    public Map<String, Object> clientProperties() {
        Map<String, Object> client = new HashMap<>();
        properties.forEach((name, value) -> client.put(name, value.value()));
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return client;
    }
}
