package io.forebay.dispatcher.forget;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions want a record that says nothing: those that had others, and then none for so
 * long that it ends their file. Each gets one. Confined to one thread.
 */
final class Nudges {

    private final long quiet;
    private final Map<TopicPartition, Seen> seen = new HashMap<>();

    /**
     * @param end the next offset
     * @param since when it was first seen, in epoch milliseconds
     * @param nudged whether the last record says nothing
     */
    private record Seen(long end, long since, boolean nudged) {}

    /**
     * @param segment the longest that a partition's file is written to
     */
    Nudges(Duration segment) {
        // The first record of the file has another machine's time.
        this.quiet = segment.plus(segment.dividedBy(10)).toMillis();
    }

    /**
     * @param ends the next offset of each partition
     * @param now epoch milliseconds
     * @return those of them that want one
     */
    Map<TopicPartition, Long> due(Map<TopicPartition, Long> ends, long now) {
        seen.keySet().retainAll(ends.keySet());
        Map<TopicPartition, Long> due = new HashMap<>();
        ends.forEach((partition, end) -> {
            Seen known = seen.get(partition);
            if (known == null || known.end() != end) {
                seen.put(partition, new Seen(end, now, end == 0));
            } else if (!known.nudged() && now - known.since() >= quiet) {
                due.put(partition, end);
            }
        });
        return due;
    }

    /** It was written. */
    void nudged(TopicPartition partition, long offset, long now) {
        seen.put(partition, new Seen(offset + 1, now, true));
    }

    /** Somebody else does it from now on. */
    void forget() {
        seen.clear();
    }
}
