package io.forebay.dispatcher.purge;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Up to where each partition has been purged. Confined to one thread. */
final class Marks {

    private final Map<TopicPartition, Long> purged = new HashMap<>();

    /**
     * What can go now: all that is committed and old enough, of partitions where that is more than
     * the last time.
     *
     * @param committed the next offset that the reader would read
     * @param young the first offset that is too young to go; a partition without one is old
     *     altogether
     * @return the first offset that stays
     */
    Map<TopicPartition, Long> next(
            Map<TopicPartition, Long> committed, Map<TopicPartition, Long> young) {
        Map<TopicPartition, Long> next = new HashMap<>();
        committed.forEach((partition, offset) -> {
            long first = Math.min(offset, young.getOrDefault(partition, Long.MAX_VALUE));
            if (first > purged.getOrDefault(partition, 0L)) {
                next.put(partition, first);
            }
        });
        return next;
    }

    /** It is done. */
    void purged(TopicPartition partition, long first) {
        purged.put(partition, first);
    }
}
