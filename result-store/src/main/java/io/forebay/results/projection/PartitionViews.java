package io.forebay.results.projection;

import io.forebay.results.projection.PartitionView.Following;
import io.forebay.results.projection.PartitionView.Locating;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Confined to the projection thread: the assigned partitions and what is known of each. A partition
 * is paused exactly while it is {@link Locating}, so that its consumer can stay in the group.
 */
final class PartitionViews implements ConsumerRebalanceListener {

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

    private final String topic;
    private final Consumer<?, ?> consumer;
    private final Duration maxBackoff;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<Integer, PartitionView> views = new TreeMap<>();

    PartitionViews(
            String topic,
            Consumer<?, ?> consumer,
            Duration maxBackoff,
            InstantSource clock,
            RandomGenerator random) {
        this.topic = topic;
        this.consumer = consumer;
        this.maxBackoff = maxBackoff;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        for (TopicPartition partition : assigned) {
            // Any offset will do while it is paused; without one, Kafka would choose and fetch.
            consumer.seek(partition, 0);
            relocate(partition.partition());
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        revoked.forEach(partition -> views.remove(partition.partition()));
    }

    /** The view has to be found again, at once. */
    void relocate(int partition) {
        consumer.pause(List.of(topicPartition(partition)));
        views.put(partition, new Locating(0, clock.instant()));
    }

    /** The view has to be found again, later. */
    void backOff(int partition) {
        int tries =
                switch (views.get(partition)) {
                    case Locating locating -> locating.tries();
                    case Following _ -> 0;
                    case null -> 0;
                };
        consumer.pause(List.of(topicPartition(partition)));
        views.put(partition, new Locating(tries + 1, clock.instant().plus(delay(tries))));
    }

    /** The log is applied from here on. */
    void follow(int partition, Following following) {
        consumer.seek(topicPartition(partition), following.next());
        consumer.resume(List.of(topicPartition(partition)));
        views.put(partition, following);
    }

    /** After something was applied. */
    void update(int partition, Following following) {
        views.put(partition, following);
    }

    Optional<Following> following(int partition) {
        return views.get(partition) instanceof Following following
                ? Optional.of(following)
                : Optional.empty();
    }

    /** The partitions that should be located now. */
    List<Integer> due() {
        Instant now = clock.instant();
        return views.entrySet().stream()
                .filter(entry ->
                        entry.getValue() instanceof Locating locating
                                && !locating.retryAt().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How long a poll may wait without being late for a partition that is to be located. */
    Duration pollTimeout(Duration atMost) {
        Instant now = clock.instant();
        return views.values().stream()
                .filter(Locating.class::isInstance)
                .map(view -> Duration.between(now, ((Locating) view).retryAt()))
                .filter(wait -> wait.compareTo(atMost) < 0)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .min(Duration::compareTo)
                .orElse(atMost);
    }

    Map<Integer, PartitionView> all() {
        return Map.copyOf(views);
    }

    TopicPartition topicPartition(int partition) {
        return new TopicPartition(topic, partition);
    }

    /** Exponential, between half and all of it by chance. */
    private Duration delay(int tries) {
        long full =
                Math.min(FIRST_BACKOFF.toMillis() << Math.min(tries, 16), maxBackoff.toMillis());
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
