package io.forebay.scaler.kafka;

import static java.util.stream.Collectors.toMap;

import io.forebay.scaler.lane.LaneName;
import io.forebay.scaler.lane.LaneSample;
import io.forebay.scaler.lane.LaneSource;
import io.forebay.scaler.lane.LaneUnavailableException;
import io.forebay.schemas.topic.ShareGroups;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Reads lanes from the brokers. Safe for use by several threads. */
public final class AdminLanes implements LaneSource {

    private final Admin admin;
    private final Duration timeout;
    private final SharedLanes shares;

    /**
     * @param timeout for each question
     */
    public AdminLanes(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
        this.shares = new SharedLanes(admin, timeout);
    }

    @Override
    public LaneSample sample(LaneName name) {
        try {
            long arrived = 0;
            long completed = 0;
            int workers = 0;
            int partitions = 0;
            for (Lane lane : name.lanes()) {
                LaneSample one = sample(name.model(), lane);
                arrived += one.arrived();
                completed += one.completed();
                workers = Math.max(workers, one.workers());
                partitions = Math.max(partitions, one.partitions());
            }
            return new LaneSample(arrived, completed, workers, partitions);
        } catch (ExecutionException | TimeoutException e) {
            throw new LaneUnavailableException(
                    "%s: its work topics or worker groups cannot be read: %s; apply the model, or see to the brokers"
                            .formatted(
                                    name,
                                    e.getCause() == null
                                            ? "no answer in " + timeout
                                            : e.getCause()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaneUnavailableException(name + ": interrupted", e);
        }
    }

    /** A model whose lane was ever a share group's is so for ever. */
    private LaneSample sample(String model, Lane lane)
            throws ExecutionException, TimeoutException, InterruptedException {
        String topic = Topics.work(model, lane).name();
        List<TopicPartition> partitions = partitions(topic);
        Optional<LaneSample> shared = shares.sample(ShareGroups.name(model, lane), partitions);
        return shared.isPresent()
                ? shared.get()
                : sample(partitions, Topics.workerGroup(model, lane));
    }

    private LaneSample sample(List<TopicPartition> partitions, String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        // Committed before end: a lag seen too large starts a worker, one too small loses one.
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        int workers = workers(group);
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> begins =
                committed.keySet().containsAll(partitions)
                        ? Map.of()
                        : offsets(partitions, OffsetSpec.earliest());
        long arrived = 0;
        long completed = 0;
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            OffsetAndMetadata offset = committed.get(partition);
            arrived += end;
            completed +=
                    Math.min(
                            end,
                            offset == null ? begins.getOrDefault(partition, 0L) : offset.offset());
        }
        return new LaneSample(arrived, completed, workers, partitions.size());
    }

    private List<TopicPartition> partitions(String topic)
            throws ExecutionException, TimeoutException, InterruptedException {
        return get(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .flatMap(found ->
                        found.partitions().stream()
                                .map(one -> new TopicPartition(found.name(), one.partition())))
                .toList();
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> offsets =
                get(
                        admin.listOffsets(
                                        partitions.stream()
                                                .collect(toMap(one -> one, one -> which)))
                                .all());
        return offsets.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, one -> one.getValue().offset()));
    }

    private int workers(String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                    .map(ConsumerGroupDescription::members)
                    .mapToInt(java.util.Collection::size)
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    private <T> T get(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
