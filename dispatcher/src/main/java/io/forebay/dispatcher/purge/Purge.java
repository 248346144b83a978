package io.forebay.dispatcher.purge;

import static java.util.stream.Collectors.toMap;

import io.forebay.schemas.topic.ShareGroups;
import io.forebay.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes submissions and completions that the dispatchers have committed, and work that its
 * workers have, so that what the brokers keep of a job in passing is what is in flight, not days of
 * it. All that is still needed of a job is in the dispatchers' stores and the job states by then.
 * Every dispatcher does this for all partitions: doing it twice is as good as once.
 *
 * <p>Safe for use by several threads.
 */
public final class Purge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What brokers answer when no record is that young. */
    private static final long NONE = -1;

    private static final Set<String> READ_BY_DISPATCHERS =
            Set.of(Topics.JOBS.name(), Topics.COMPLETIONS.name());

    private final Admin admin;
    private final PurgeConfig config;
    private final String applicationId;
    private final Supplier<Collection<String>> workTopics;
    private final InstantSource clock;
    private final Marks marks = new Marks();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("dispatcher-purge").daemon().factory());

    /**
     * @param applicationId the dispatchers' group
     * @param workTopics those that there are now
     */
    public Purge(
            Admin admin,
            PurgeConfig config,
            String applicationId,
            Supplier<Collection<String>> workTopics,
            InstantSource clock) {
        this.admin = admin;
        this.config = config;
        this.applicationId = applicationId;
        this.workTopics = workTopics;
        this.clock = clock;
    }

    /** Does nothing unless it is enabled. */
    public void start() {
        if (config.enabled()) {
            long millis = config.interval().toMillis();
            var _ =
                    thread.scheduleWithFixedDelay(
                            this::round, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void round() {
        try {
            purge(applicationId, READ_BY_DISPATCHERS::contains);
            for (String topic : workTopics.get()) {
                purge(Topics.workerGroup(topic), topic::equals);
                purge(done(ShareGroups.name(topic)));
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.atWarn()
                    .setCause(e)
                    .log("could not purge topics; trying again with the next round");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void purge(String group, Predicate<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Long> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                        .entrySet()
                        .stream()
                        .filter(entry ->
                                entry.getValue() != null && topics.test(entry.getKey().topic()))
                        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
        purge(committed);
    }

    /** Before which offsets a share group is done; nothing when there is no such group. */
    private Map<TopicPartition, Long> done(String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        Collection<TopicPartition> partitions =
                ShareGroups.offsets(admin, group, PATIENCE).keySet();
        if (partitions.isEmpty()) {
            return Map.of();
        }
        // The ends first: what has no lag after that is done up to them.
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        return ShareGroups.offsets(admin, group, PATIENCE).entrySet().stream()
                .filter(entry -> ends.containsKey(entry.getKey()))
                .collect(
                        toMap(
                                Map.Entry::getKey,
                                entry ->
                                        ShareGroups.doneBefore(
                                                entry.getValue(),
                                                ends.getOrDefault(entry.getKey(), 0L))));
    }

    /**
     * @param committed all before that is done
     */
    private void purge(Map<TopicPartition, Long> committed)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (committed.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> next = marks.next(committed, young(committed.keySet()));
        Map<TopicPartition, RecordsToDelete> wishes =
                next.entrySet().stream()
                        .collect(
                                toMap(
                                        Map.Entry::getKey,
                                        entry -> RecordsToDelete.beforeOffset(entry.getValue())));
        get(admin.deleteRecords(wishes).all());
        next.forEach(marks::purged);
    }

    /** The first offset of each partition that is younger than records may go. */
    private Map<TopicPartition, Long> young(Collection<TopicPartition> partitions)
            throws ExecutionException, TimeoutException, InterruptedException {
        return offsets(
                partitions, OffsetSpec.forTimestamp(clock.millis() - config.after().toMillis()));
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        return get(
                        admin.listOffsets(
                                        partitions.stream().collect(toMap(one -> one, _ -> which)))
                                .all())
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue().offset() != NONE)
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static <T> T get(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
