package io.forebay.ingest.publish;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.BatchEvent;
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

    /** Kafka's 16 KiB would make a batch of each larger input. */
    private static final int BATCH_SIZE = 256 * 1024;

    private ProducerConfiguration() {}

    /**
     * A producer whose acknowledgements mean that nothing can be lost.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     * @param timeout after which a record that is not acknowledged is given up
     */
    public static Producer<byte[], JobEvent> open(Map<String, Object> kafka, Duration timeout) {
        return new KafkaProducer<>(
                properties(kafka, timeout),
                Topics.JOBS.key().serializer(),
                Topics.JOBS.value().serializer());
    }

    /** The same for what happens to batches. */
    public static Producer<String, BatchEvent> openBatches(
            Map<String, Object> kafka, Duration timeout) {
        return new KafkaProducer<>(
                properties(kafka, timeout),
                Topics.BATCHES.key().serializer(),
                Topics.BATCHES.value().serializer());
    }

    private static Map<String, Object> properties(Map<String, Object> kafka, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        Map<String, Object> properties = new HashMap<>();
        // So that jobs that come together are sent together.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 3);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_SIZE);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_SIZE);
        properties.putAll(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis / 2));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        return properties;
    }
}
