package io.forebay.loadtests.soak;

import static java.util.stream.Collectors.toMap;

import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Every so often deletes by age, after minutes, what brokers delete by age after days: nothing of
 * an hour would be old enough for them, and each of these topics would only grow. The services
 * insist on the retention of their topics, so that it cannot be made shorter.
 */
final class Trim implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;
    private static final long EVERY_SECONDS = 10;
    private static final long NONE = -1;
    private static final List<Topic<?, ?>> TOPICS =
            List.of(
                    Topics.JOB_STATES,
                    Topics.DEAD_LETTERS,
                    Topics.WITHDRAWALS,
                    Topics.DISCARDS,
                    Topics.DELIVERY_LOG);

    private final Admin admin;
    private final Duration age;
    private final Thread thread;

    /**
     * @param age from which on records go
     */
    Trim(String bootstrapServers, Duration age) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.age = age;
        this.thread = Thread.ofPlatform().name("trim").daemon().start(this::run);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        admin.close(Duration.ofSeconds(1));
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(EVERY_SECONDS);
                round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Brokers that do not answer are asked in the next. */
    private void round() throws InterruptedException {
        try {
            OffsetSpec since = OffsetSpec.forTimestamp(System.currentTimeMillis() - age.toMillis());
            Map<TopicPartition, RecordsToDelete> old =
                    get(
                                    admin.listOffsets(
                                                    partitions().stream()
                                                            .collect(toMap(one -> one, _ -> since)))
                                            .all())
                            .entrySet()
                            .stream()
                            .filter(entry -> entry.getValue().offset() != NONE)
                            .collect(
                                    toMap(
                                            Map.Entry::getKey,
                                            entry ->
                                                    RecordsToDelete.beforeOffset(
                                                            entry.getValue().offset())));
            get(admin.deleteRecords(old).all());
        } catch (ExecutionException | TimeoutException e) {
            // They are dead, or stopped.
        }
    }

    private List<TopicPartition> partitions()
            throws ExecutionException, TimeoutException, InterruptedException {
        return get(admin.describeTopics(TOPICS.stream().map(Topic::name).toList()).allTopicNames())
                .values()
                .stream()
                .flatMap(topic ->
                        topic.partitions().stream()
                                .map(info -> new TopicPartition(topic.name(), info.partition())))
                .toList();
    }

    private static <T> T get(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
