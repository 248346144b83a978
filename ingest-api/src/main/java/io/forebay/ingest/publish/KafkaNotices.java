package io.forebay.ingest.publish;

import com.google.protobuf.MessageLite;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.ApiKeyRecord;
import io.forebay.schemas.wire.DeliveryEntry;
import io.forebay.schemas.wire.EndpointRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends by one idempotent Kafka producer, which it owns. Safe for use by several threads. */
public final class KafkaNotices implements Notices, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaNotices.class);

    private final Producer<String, byte[]> producer;
    private final int partitions;
    private final Duration timeout;

    /**
     * @param partitions of the topics keyed by flight
     * @param timeout after which an append is given up
     */
    KafkaNotices(Producer<String, byte[]> producer, int partitions, Duration timeout) {
        this.producer = producer;
        this.partitions = partitions;
        this.timeout = timeout;
    }

    /**
     * @param kafka client properties, at least {@code bootstrap.servers}
     */
    public static KafkaNotices open(Map<String, Object> kafka, int partitions, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis / 2));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        return new KafkaNotices(
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()),
                partitions,
                timeout);
    }

    @Override
    public Publisher.Outcome endpoint(String key, @Nullable EndpointRecord record) {
        return send(Topics.WEBHOOK_ENDPOINTS.name(), 0, key, record);
    }

    /**
     * Appends an issued key or its end.
     *
     * @param record null for a tombstone
     */
    public Publisher.Outcome apiKey(String key, @Nullable ApiKeyRecord record) {
        return send(Topics.API_KEYS.name(), 0, key, record);
    }

    @Override
    public Publisher.Outcome delivery(JobId job, String key, DeliveryEntry entry) {
        return send(Topics.DELIVERIES.name(), job.route().partition(partitions), key, entry);
    }

    @Override
    public void close() {
        producer.close();
    }

    private Publisher.Outcome send(
            String topic, int partition, String key, @Nullable MessageLite value) {
        try {
            producer.send(
                            new ProducerRecord<>(
                                    topic,
                                    partition,
                                    key,
                                    value == null ? null : value.toByteArray()))
                    .get(timeout.toMillis() + 1000, TimeUnit.MILLISECONDS);
            return new Publisher.Outcome.Acknowledged();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(topic, key, e);
        } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
            return failed(topic, key, e);
        }
    }

    private static Publisher.Outcome failed(String topic, String key, Exception cause) {
        LOG.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("key", key)
                .addKeyValue("cause", cause)
                .log("a notice was not acknowledged");
        return new Publisher.Outcome.Unavailable("the queue did not acknowledge it in time");
    }
}
