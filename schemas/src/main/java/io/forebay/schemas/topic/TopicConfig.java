package io.forebay.schemas.topic;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many partitions and replicas topics are created with, and how soon they forget.
 *
 * @param flightPartitions partitions of the topics keyed by flight: bounds the dispatchers
 * @param workPartitions partitions of each model's lane: bounds its workers
 * @param replicationFactor copies of each partition; 3 in production
 * @param minInsyncReplicas copies that must have a record before it is acknowledged; 2 in
 *     production
 * @param deletionLag what is deleted, overwritten or purged has left the disks of brokers and
 *     dispatchers after one and a half times this; shorter means more files and more cleaning
 */
public record TopicConfig(
        int flightPartitions,
        int workPartitions,
        int replicationFactor,
        int minInsyncReplicas,
        Duration deletionLag) {

    private static final Duration DELETION_LAG = Duration.ofHours(4);

    /** Below it, brokers would do nothing but begin files. */
    private static final Duration LEAST_LAG = Duration.ofSeconds(1);

    public static final TopicConfig DEFAULT = TopicConfig.of(24, 24, 3, 2);

    public TopicConfig(
            int flightPartitions,
            int workPartitions,
            int replicationFactor,
            int minInsyncReplicas,
            @Nullable Duration deletionLag) {
        this.flightPartitions = requirePositive("flight-partitions", flightPartitions);
        this.workPartitions = requirePositive("work-partitions", workPartitions);
        this.replicationFactor = requirePositive("replication-factor", replicationFactor);
        this.minInsyncReplicas = requirePositive("min-insync-replicas", minInsyncReplicas);
        this.deletionLag = deletionLag == null ? DELETION_LAG : deletionLag;
        if (minInsyncReplicas > replicationFactor) {
            throw new IllegalArgumentException(
                    "min-insync-replicas (%d) is greater than replication-factor (%d)"
                            .formatted(minInsyncReplicas, replicationFactor));
        }
        if (this.deletionLag.compareTo(LEAST_LAG) < 0) {
            throw new IllegalArgumentException(
                    "deletion-lag must be at least %s, not %s"
                            .formatted(LEAST_LAG, this.deletionLag));
        }
    }

    /** With the usual lag. */
    public static TopicConfig of(
            int flightPartitions,
            int workPartitions,
            int replicationFactor,
            int minInsyncReplicas) {
        return new TopicConfig(
                flightPartitions, workPartitions, replicationFactor, minInsyncReplicas, null);
    }

    public int partitions(Topic.Partitions kind) {
        return switch (kind) {
            case FLIGHT -> flightPartitions;
            case WORK -> workPartitions;
            case SINGLE -> 1;
        };
    }

    /** How soon topics forget. */
    public Forgetting forgetting() {
        return new Forgetting(deletionLag);
    }

    private static int requirePositive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, not " + value);
        }
        return value;
    }
}
