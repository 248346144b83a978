package io.forebay.results.webhook.follow;

import io.forebay.results.webhook.delivery.Share;
import io.forebay.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions in this process's hands. Confined to the loop's thread. */
final class Holdings implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);

    private final Consumer<String, byte[]> states;
    private final Consumer<String, byte[]> batches;
    private final Consumer<String, byte[]> entries;
    private final Map<Integer, Holding> byPartition = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    /**
     * @param states of the group that shares the job states
     * @param batches of no group: it follows wherever the states are, and the group keeps its place
     * @param entries of no group: it follows wherever the states are
     */
    Holdings(
            Consumer<String, byte[]> states,
            Consumer<String, byte[]> batches,
            Consumer<String, byte[]> entries) {
        this.states = states;
        this.batches = batches;
        this.entries = entries;
    }

    Optional<Holding> of(int partition) {
        return Optional.ofNullable(byPartition.get(partition));
    }

    Collection<Holding> all() {
        return List.copyOf(byPartition.values());
    }

    boolean allRestored() {
        return byPartition.values().stream().allMatch(Holding::isRestored);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        List<TopicPartition> taken =
                assigned.stream().map(state -> entries(state.partition())).toList();
        for (TopicPartition partition : taken) {
            byPartition.put(partition.partition(), new Holding(Share.of(partition.partition())));
        }
        follow();
        entries.seekToBeginning(taken);
        states.pause(assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        Map<TopicPartition, OffsetAndMetadata> last = committable();
        Set<Integer> going =
                revoked.stream().map(TopicPartition::partition).collect(Collectors.toSet());
        last.keySet().removeIf(partition -> !going.contains(partition.partition()));
        try {
            commit(last);
        } catch (KafkaException e) {
            LOG.atDebug().setCause(e).log("offsets were not committed; some will be told again");
        }
        onPartitionsLost(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        for (TopicPartition partition : lost) {
            Holding holding = byPartition.remove(partition.partition());
            if (holding != null) {
                holding.share.end();
            }
            committed.remove(partition);
            committed.remove(batches(partition.partition()));
        }
        follow();
    }

    /** The partition's states may be looked at from now on. */
    void restored(int partition) {
        states.resume(List.of(states(partition)));
        TopicPartition follows = batches(partition);
        OffsetAndMetadata place = states.committed(Set.of(follows)).get(follows);
        List<TopicPartition> followed = new ArrayList<>(batches.assignment());
        followed.add(follows);
        batches.assign(followed);
        if (place == null) {
            batches.seekToBeginning(List.of(follows));
        } else {
            batches.seek(follows, place.offset());
        }
    }

    /** Commits what is done, in the background. */
    void commit() {
        Map<TopicPartition, OffsetAndMetadata> now = committable();
        now.entrySet().removeIf(entry -> entry.getValue().equals(committed.get(entry.getKey())));
        apart(now)
                .forEach(offsets ->
                        states.commitAsync(
                                offsets,
                                (_, failure) -> {
                                    if (failure != null) {
                                        LOG.atDebug()
                                                .setCause(failure)
                                                .log("offsets were not committed");
                                    }
                                }));
        committed.putAll(now);
    }

    /** Commits what is done, now. */
    void commitLast() {
        onPartitionsRevoked(new ArrayList<>(states.assignment()));
    }

    /** Whoever stops this process wakes the consumer, perhaps from this very call. */
    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        for (Map<TopicPartition, OffsetAndMetadata> part : apart(offsets)) {
            try {
                states.commitSync(part);
            } catch (WakeupException e) {
                states.commitSync(part);
            }
        }
    }

    /**
     * Jobs first, and batches apart from them: brokers may refuse the place of a partition that the
     * group did not assign, and the others with it.
     */
    private static List<Map<TopicPartition, OffsetAndMetadata>> apart(
            Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> jobs = new HashMap<>(offsets);
        Map<TopicPartition, OffsetAndMetadata> others = new HashMap<>(offsets);
        jobs.keySet().removeIf(one -> !one.topic().equals(Topics.JOB_STATES.name()));
        others.keySet().removeIf(one -> one.topic().equals(Topics.JOB_STATES.name()));
        return Stream.of(jobs, others).filter(part -> !part.isEmpty()).toList();
    }

    private void follow() {
        entries.assign(byPartition.keySet().stream().map(Holdings::entries).toList());
        // A partition that was taken over is added when it is restored.
        batches.assign(
                batches.assignment().stream()
                        .filter(held -> byPartition.containsKey(held.partition()))
                        .toList());
    }

    private Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        byPartition.forEach((partition, holding) -> {
            holding.committable()
                    .ifPresent(next -> offsets.put(states(partition), new OffsetAndMetadata(next)));
            holding.committableBatches()
                    .ifPresent(
                            next -> offsets.put(batches(partition), new OffsetAndMetadata(next)));
        });
        return offsets;
    }

    private static TopicPartition states(int partition) {
        return new TopicPartition(Topics.JOB_STATES.name(), partition);
    }

    private static TopicPartition batches(int partition) {
        return new TopicPartition(Topics.BATCH_STATES.name(), partition);
    }

    private static TopicPartition entries(int partition) {
        return new TopicPartition(Topics.DELIVERIES.name(), partition);
    }
}
