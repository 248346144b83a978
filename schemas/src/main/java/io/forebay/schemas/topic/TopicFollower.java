package io.forebay.schemas.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a control topic whole, then goes on reading on a thread of its own for as long as it is
 * open: a record that cannot be read or used is passed over, and a failing broker is asked again.
 */
public final class TopicFollower<V> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final org.apache.kafka.clients.consumer.Consumer<String, V> consumer;
    private final TopicPartition partition;
    private final Consumer<ConsumerRecord<String, V>> reader;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private TopicFollower(
            Topic<String, V> topic,
            org.apache.kafka.clients.consumer.Consumer<String, V> consumer,
            Consumer<ConsumerRecord<String, V>> reader) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topic.name(), 0);
        this.reader = reader;
        this.thread =
                Thread.ofPlatform().name("forebay-follow-" + topic.name()).unstarted(this::follow);
    }

    /**
     * Reads what is there so far, then follows in the background.
     *
     * @param topic of one partition
     * @param kafka client properties, at least {@code bootstrap.servers}
     * @param reader is given every record, those of before on the caller's thread; the value is
     *     null for a tombstone
     */
    public static <V> TopicFollower<V> start(
            Topic<String, V> topic,
            Map<String, Object> kafka,
            Consumer<ConsumerRecord<String, V>> reader) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return start(
                topic,
                new KafkaConsumer<>(
                        properties, topic.key().deserializer(), topic.value().deserializer()),
                reader);
    }

    /**
     * @param consumer is closed with this
     */
    static <V> TopicFollower<V> start(
            Topic<String, V> topic,
            org.apache.kafka.clients.consumer.Consumer<String, V> consumer,
            Consumer<ConsumerRecord<String, V>> reader) {
        TopicFollower<V> follower = new TopicFollower<>(topic, consumer, reader);
        try {
            follower.catchUp();
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        follower.thread.start();
        return follower;
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void catchUp() {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            poll();
        }
    }

    private void follow() {
        try (consumer) {
            while (closing.getCount() > 0) {
                pollOrWait();
            }
        } catch (WakeupException | InterruptException e) {
            LOG.atDebug().addKeyValue("topic", partition.topic()).log("stopped following");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pollOrWait() throws InterruptedException {
        try {
            poll();
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue("topic", partition.topic())
                    .setCause(e)
                    .log("cannot follow; trying again");
            var _ = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void poll() {
        try {
            consumer.poll(POLL).forEach(this::read);
        } catch (RecordDeserializationException e) {
            LOG.atError()
                    .addKeyValue("topic", partition.topic())
                    .addKeyValue("offset", e.offset())
                    .setCause(e)
                    .log("passed over a record that cannot be read");
            consumer.seek(partition, e.offset() + 1);
        }
    }

    private void read(ConsumerRecord<String, V> read) {
        try {
            reader.accept(read);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("topic", partition.topic())
                    .addKeyValue("key", read.key())
                    .addKeyValue("offset", read.offset())
                    .setCause(e)
                    .log("passed over a record that cannot be used");
        }
    }
}
