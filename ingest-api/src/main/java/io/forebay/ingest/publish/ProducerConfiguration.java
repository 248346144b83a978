package io.forebay.ingest.publish;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.JobEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings that the promise rests on; nobody's own settings override them. */
public final class ProducerConfiguration {

    /** Inputs travel inline up to 256 KiB; beside them go metadata and the model's policy. */
    private static final int MAX_REQUEST_SIZE = 1024 * 1024;

    private ProducerConfiguration() {}

    /**
     * A producer whose acknowledgements mean that nothing can be lost.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     * @param timeout after which a record that is not acknowledged is given up
     */
    public static Producer<byte[], JobEvent> open(Map<String, Object> kafka, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        Map<String, Object> properties = new HashMap<>();
        // Measured: no linger is fastest at low rates, and at high ones batches form by themselves.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_SIZE);
        properties.putAll(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis / 2));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        return new KafkaProducer<>(
                properties, Topics.JOBS.key().serializer(), Topics.JOBS.value().serializer());
    }
}
