package io.forebay.ingest.auth;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.ApiKeyRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows {@code forebay.api-keys} on a thread of its own, so that every node knows every key. */
public final class KeyFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.API_KEYS.name(), 0);

    private final KafkaConsumer<String, ApiKeyRecord> consumer;
    private final IssuedKeys keys = new IssuedKeys();
    private final Thread thread;

    private KeyFollower(KafkaConsumer<String, ApiKeyRecord> consumer) {
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().name("forebay-keys").unstarted(this::follow);
    }

    /**
     * Reads what is there so far, then follows in the background.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     */
    public static KeyFollower start(Map<String, Object> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        KeyFollower follower =
                new KeyFollower(
                        new KafkaConsumer<>(
                                properties,
                                new StringDeserializer(),
                                Topics.API_KEYS.value().deserializer()));
        follower.catchUp();
        follower.thread.start();
        return follower;
    }

    /** What it has read. */
    public IssuedKeys keys() {
        return keys;
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void catchUp() {
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
        while (consumer.position(PARTITION) < end) {
            poll();
        }
    }

    private void follow() {
        try (consumer) {
            while (true) {
                poll();
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("stopped following API keys");
        }
    }

    private void poll() {
        consumer.poll(POLL).forEach(read -> keys.accept(read.key(), read.value()));
    }
}
