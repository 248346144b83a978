package io.forebay.ingest.admission;

import io.forebay.schemas.model.Models;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Reads the offsets of every lane from Kafka. Confined to the sampling thread. */
final class KafkaLag {

    static final long TIMEOUT_SECONDS = 10;

    private final Admin admin;
    private final Models models;
    private final SharedLanes shared;

    KafkaLag(Admin admin, Models models) {
        this.admin = admin;
        this.models = models;
        this.shared = new SharedLanes(admin);
    }

    Map<ModelLane, LaneOffsets> sample()
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, ModelLane> byTopic = new HashMap<>();
        for (ModelLane lane : lanes()) {
            byTopic.put(Topics.work(lane.model(), lane.lane()).name(), lane);
        }
        Map<TopicPartition, Long> ends = ends(byTopic.keySet());
        Map<TopicPartition, Long> done = done(byTopic, ends);
        Map<ModelLane, LaneOffsets> sample = new HashMap<>();
        ends.forEach((partition, end) -> {
            ModelLane lane = byTopic.get(partition.topic());
            if (lane != null) {
                sample.merge(
                        lane,
                        new LaneOffsets(end, done.getOrDefault(partition, 0L)),
                        KafkaLag::sum);
            }
        });
        return sample;
    }

    /** For how long readers of job states have been held up. */
    Map<String, Duration> held(StableOffsets stable, Instant now)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = latest(Set.of(Topics.JOB_STATES.name()));
        Map<TopicPartition, Long> ends = offsets(latest, IsolationLevel.READ_UNCOMMITTED);
        return stable.held(ends, offsets(latest, IsolationLevel.READ_COMMITTED), now);
    }

    private Map<TopicPartition, Long> ends(Set<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        return offsets(latest(topics), IsolationLevel.READ_UNCOMMITTED);
    }

    private Map<TopicPartition, Long> offsets(
            Map<TopicPartition, OffsetSpec> latest, IsolationLevel isolation)
            throws ExecutionException, TimeoutException, InterruptedException {
        return get(admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** How many workers share each lane; lanes whose group nobody knows are left out. */
    Map<ModelLane, Integer> workers()
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, ModelLane> byGroup = new HashMap<>();
        for (ModelLane lane : lanes()) {
            if (!isShared(lane)) {
                byGroup.put(group(lane), lane);
            }
        }
        Map<ModelLane, Integer> workers = new HashMap<>(shared.workers(sharedLanes(lanes())));
        var groups = admin.describeConsumerGroups(byGroup.keySet()).describedGroups();
        for (var group : groups.entrySet()) {
            ModelLane lane = byGroup.get(group.getKey());
            if (lane != null && !failed(group.getValue())) {
                workers.put(lane, get(group.getValue()).members().size());
            }
        }
        return workers;
    }

    private List<ModelLane> lanes() {
        return models.all().stream()
                .flatMap(model ->
                        Stream.of(Lane.INTERACTIVE, Lane.BULK)
                                .map(lane -> new ModelLane(model.name(), lane)))
                .toList();
    }

    private Map<TopicPartition, OffsetSpec> latest(Set<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
            // A model that was just applied may have no topic yet.
            if (!failed(topic.getValue())) {
                get(topic.getValue())
                        .partitions()
                        .forEach(partition ->
                                latest.put(
                                        new TopicPartition(topic.getKey(), partition.partition()),
                                        OffsetSpec.latest()));
            }
        }
        return latest;
    }

    /** What is done of each partition; those that nobody has worked on are left out. */
    private Map<TopicPartition, Long> done(
            Map<String, ModelLane> byTopic, Map<TopicPartition, Long> ends)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Long> done =
                new HashMap<>(shared.done(sharedLanes(byTopic.values()), ends));
        groups(byTopic)
                .values()
                .forEach(committed ->
                        committed.forEach((partition, offset) -> {
                            if (offset != null && byTopic.containsKey(partition.topic())) {
                                done.putIfAbsent(partition, offset.offset());
                            }
                        }));
        return done;
    }

    private Map<String, Map<TopicPartition, OffsetAndMetadata>> groups(
            Map<String, ModelLane> byTopic)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> all =
                byTopic.values().stream()
                        .filter(lane -> !isShared(lane))
                        .collect(
                                Collectors.toMap(
                                        KafkaLag::group,
                                        lane -> new ListConsumerGroupOffsetsSpec()));
        var offsets = admin.listConsumerGroupOffsets(all);
        Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = new HashMap<>();
        for (String group : all.keySet()) {
            var future = offsets.partitionsToOffsetAndMetadata(group);
            // Nor any workers.
            groups.put(group, failed(future) ? Map.of() : get(future));
        }
        return groups;
    }

    private boolean isShared(ModelLane lane) {
        return models.find(lane.model())
                .filter(model -> model.manifest().consumption().isShared())
                .isPresent();
    }

    private List<ModelLane> sharedLanes(Collection<ModelLane> lanes) {
        return lanes.stream().filter(this::isShared).toList();
    }

    private static String group(ModelLane lane) {
        return Topics.workerGroup(lane.model(), lane.lane());
    }

    private static LaneOffsets sum(LaneOffsets a, LaneOffsets b) {
        return new LaneOffsets(a.ends() + b.ends(), a.committed() + b.committed());
    }

    private static boolean failed(KafkaFuture<?> future)
            throws TimeoutException, InterruptedException {
        try {
            get(future);
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    private static <T> T get(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
