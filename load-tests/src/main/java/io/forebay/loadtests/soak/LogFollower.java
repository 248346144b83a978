package io.forebay.loadtests.soak;

import io.forebay.loadtests.history.History;
import io.forebay.loadtests.torture.LogNotes;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Notes what is decided and what is run, as it comes into Kafka; each topic on a thread of its own.
 */
public final class LogFollower implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(2);
    private volatile @Nullable RuntimeException failure;

    private LogFollower(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Begins behind what is there, and returns when nothing more can be missed. */
    public static LogFollower start(String bootstrapServers, History history)
            throws InterruptedException {
        LogFollower follower = new LogFollower(bootstrapServers);
        LogNotes notes = new LogNotes(history);
        follower.follow(Topics.JOB_STATES, notes::state);
        follower.follow(Topics.COMPLETIONS, notes::run);
        follower.ready.await();
        return follower;
    }

    /**
     * @throws IllegalStateException when it could not go on, as when records went before they were
     *     read
     */
    public void rethrow() {
        RuntimeException cause = failure;
        if (cause != null) {
            throw new IllegalStateException("the log cannot be followed", cause);
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <V> void follow(Topic<?, V> topic, Consumer<V> reader) {
        threads.add(
                Thread.ofPlatform()
                        .name("follow-" + topic.name())
                        .daemon()
                        .start(() -> {
                            try {
                                read(topic, reader);
                            } catch (InterruptException e) {
                                Thread.currentThread().interrupt();
                            } catch (RuntimeException e) { // the outermost frame of this thread
                                failure = e;
                            } finally {
                                ready.countDown();
                            }
                        }));
    }

    private <V> void read(Topic<?, V> topic, Consumer<V> reader) {
        try (KafkaConsumer<?, V> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed",
                                "auto.offset.reset",
                                "none"),
                        topic.key().deserializer(),
                        topic.value().deserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.endOffsets(partitions).forEach(consumer::seek);
            ready.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(POLL)
                        .forEach(record -> {
                            if (record.value() != null) {
                                reader.accept(record.value());
                            }
                        });
            }
        }
    }
}
