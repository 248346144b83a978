package io.forebay.schemas.topic;

/**
 * How many partitions and replicas topics are created with.
 *
 * @param flightPartitions partitions of the topics keyed by flight: bounds the dispatchers
 * @param workPartitions partitions of each model's lane: bounds its workers
 * @param replicationFactor copies of each partition; 3 in production
 * @param minInsyncReplicas copies that must have a record before it is acknowledged; 2 in
 *     production
 */
public record TopicConfig(
        int flightPartitions, int workPartitions, int replicationFactor, int minInsyncReplicas) {

    public static final TopicConfig DEFAULT = new TopicConfig(24, 24, 3, 2);

    public TopicConfig {
        requirePositive("flight-partitions", flightPartitions);
        requirePositive("work-partitions", workPartitions);
        requirePositive("replication-factor", replicationFactor);
        requirePositive("min-insync-replicas", minInsyncReplicas);
        if (minInsyncReplicas > replicationFactor) {
            throw new IllegalArgumentException(
                    "min-insync-replicas (%d) is greater than replication-factor (%d)"
                            .formatted(minInsyncReplicas, replicationFactor));
        }
    }

    public int partitions(Topic.Partitions kind) {
        return switch (kind) {
            case FLIGHT -> flightPartitions;
            case WORK -> workPartitions;
            case SINGLE -> 1;
        };
    }

    private static void requirePositive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, not " + value);
        }
    }
}
