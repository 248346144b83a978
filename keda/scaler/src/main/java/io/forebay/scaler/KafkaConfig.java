package io.forebay.scaler;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How to reach the brokers.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param properties more of the client's own, such as TLS and SASL; never printed
 */
public record KafkaConfig(
        String bootstrapServers,
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) Map<String, String> properties) {

    public static final KafkaConfig DEFAULT = new KafkaConfig("127.0.0.1:9092", Map.of());

    public KafkaConfig {
        bootstrapServers = bootstrapServers == null ? "127.0.0.1:9092" : bootstrapServers;
        properties = properties == null ? Map.of() : Map.copyOf(properties);
    }

    /** As the clients take them. */
    @JsonIgnore
    public Map<String, Object> clientProperties() {
        Map<String, Object> client = new HashMap<>(properties);
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return client;
    }

    @Override
    public String toString() {
        return "KafkaConfig[" + bootstrapServers + "]";
    }
}
