package io.forebay.ingest.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How long readers of committed records have been held up: a transaction that neither commits nor
 * aborts stops the last stable offset, while records go on being appended above it. Confined to the
 * sampling thread.
 */
final class StableOffsets {

    private Map<TopicPartition, Seen> seen = Map.of();

    /** Since when a partition's last stable offset has been where it is. */
    private record Seen(long stable, Instant since) {}

    /**
     * By topic, the longest of its partitions.
     *
     * @param ends ends of the log, by partition
     * @param stable last stable offsets, read after the ends
     */
    Map<String, Duration> held(
            Map<TopicPartition, Long> ends, Map<TopicPartition, Long> stable, Instant now) {
        Map<TopicPartition, Seen> next = new HashMap<>();
        Map<String, Duration> held = new HashMap<>();
        ends.forEach((partition, end) -> {
            long last = stable.getOrDefault(partition, end);
            Seen before = seen.get(partition);
            Instant since =
                    before != null && before.stable() == last && last < end ? before.since() : now;
            next.put(partition, new Seen(last, since));
            held.merge(partition.topic(), Duration.between(since, now), StableOffsets::longer);
        });
        seen = next;
        return held;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
