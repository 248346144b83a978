package io.forebay.dispatcher.forget;

import static java.util.stream.Collectors.toMap;

import io.forebay.schemas.topic.Forgetting;
import io.forebay.schemas.topic.Nudge;
import io.forebay.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a {@link Nudge} to partitions that have gone quiet, so that brokers end the file that they
 * wrote to last, and can remove or compact it. One dispatcher does it for all. Safe for use by
 * several threads.
 */
public final class Nudger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Nudger.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

    private final Admin admin;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Supplier<Collection<String>> topics;
    private final BooleanSupplier isMine;
    private final InstantSource clock;
    private final Duration round;
    private final Nudges nudges;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("dispatcher-nudge").daemon().factory());

    /**
     * @param producers each is closed after use: there is one for some hours
     * @param topics those to look after now
     * @param isMine whether this dispatcher is the one that does it
     */
    public Nudger(
            Admin admin,
            Supplier<Producer<byte[], byte[]>> producers,
            Forgetting forgetting,
            Supplier<Collection<String>> topics,
            BooleanSupplier isMine,
            InstantSource clock) {
        this.admin = admin;
        this.producers = producers;
        this.topics = topics;
        this.isMine = isMine;
        this.clock = clock;
        Duration tenth = forgetting.segment().dividedBy(10);
        this.round = tenth.compareTo(LONGEST_ROUND) < 0 ? tenth : LONGEST_ROUND;
        this.nudges = new Nudges(forgetting.segment());
    }

    public void start() {
        long millis = round.toMillis();
        var _ = thread.scheduleWithFixedDelay(this::round, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void round() {
        try {
            if (isMine.getAsBoolean()) {
                nudge(nudges.due(ends(), clock.millis()));
            } else {
                nudges.forget();
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.atWarn()
                    .setCause(e)
                    .log("could not nudge quiet partitions; trying again with the next round");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void nudge(Map<TopicPartition, Long> due)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (due.isEmpty()) {
            return;
        }
        try (Producer<byte[], byte[]> producer = producers.get()) {
            for (Map.Entry<TopicPartition, Long> one : due.entrySet()) {
                TopicPartition partition = one.getKey();
                if (!Topics.isWork(partition.topic())) {
                    nudge(producer, partition);
                } else {
                    // Work that is still to be done stays anyway, and a nudge would look like more
                    // of it.
                    Set<WorkGroup> done = WorkGroup.thatHaveDone(admin, partition, one.getValue());
                    if (!done.isEmpty()) {
                        long offset = nudge(producer, partition);
                        for (WorkGroup group : done) {
                            group.passOver(admin, partition, offset);
                        }
                    }
                }
            }
        }
    }

    private long nudge(Producer<byte[], byte[]> producer, TopicPartition partition)
            throws ExecutionException, TimeoutException, InterruptedException {
        long offset =
                producer.send(
                                new ProducerRecord<>(
                                        partition.topic(),
                                        partition.partition(),
                                        Nudge.key(),
                                        null))
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .offset();
        nudges.nudged(partition, offset, clock.millis());
        return offset;
    }

    private Map<TopicPartition, Long> ends()
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        get(admin.describeTopics(topics.get()).allTopicNames())
                .values()
                .forEach(topic ->
                        topic.partitions()
                                .forEach(one ->
                                        wanted.put(
                                                new TopicPartition(topic.name(), one.partition()),
                                                OffsetSpec.latest())));
        return get(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, one -> one.getValue().offset()));
    }

    private static <T> T get(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
