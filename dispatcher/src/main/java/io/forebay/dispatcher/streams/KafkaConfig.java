package io.forebay.dispatcher.streams;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka is.
 *
 * @param properties further client settings by their Kafka names, such as for TLS; they win over
 *     those that the dispatcher sets
 */
public record KafkaConfig(String bootstrapServers, Map<String, String> properties) {

    public static final KafkaConfig DEFAULT = new KafkaConfig(null, null);

    public KafkaConfig(
            @Nullable String bootstrapServers, @Nullable Map<String, String> properties) {
        this.bootstrapServers = bootstrapServers == null ? "localhost:9092" : bootstrapServers;
        this.properties = properties == null ? Map.of() : Map.copyOf(properties);
        if (this.bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap-servers must name a broker");
        }
    }

    /** Values may be passwords. */
    @Override
    public String toString() {
        return "KafkaConfig[bootstrapServers=%s, properties=%s]"
                .formatted(bootstrapServers, properties.keySet());
    }
}
