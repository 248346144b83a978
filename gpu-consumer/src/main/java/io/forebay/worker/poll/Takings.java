package io.forebay.worker.poll;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what partitions are taken over with. Called on the poll thread, inside a poll. */
final class Takings {

    private static final Logger LOG = LoggerFactory.getLogger(Takings.class);

    /** One poll may bring more than what closes a lane ({@code kafka.max-poll-records}). */
    private static final int MOST_OF_ONE_POLL = 4_096;

    private final Consumer<?, ?> consumer;
    private final int maxItems;
    private final Duration timeout;

    Takings(Consumer<?, ?> consumer, int maxItems, Duration timeout) {
        this.consumer = consumer;
        this.maxItems = maxItems;
        this.timeout = timeout;
    }

    Map<TopicPartition, TakenOver> of(Set<TopicPartition> partitions) {
        Map<TopicPartition, TakenOver> takings = new HashMap<>();
        partitions.forEach(partition -> takings.put(partition, TakenOver.unknown()));
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
            Map<TopicPartition, Long> ends = ends(committed);
            partitions.forEach(partition -> {
                OffsetAndMetadata found = committed.get(partition);
                // Of a new partition this says that it is held; a log never begins below.
                OffsetAndMetadata before = found == null ? new OffsetAndMetadata(0) : found;
                long end = ends.getOrDefault(partition, Long.MAX_VALUE);
                takings.put(
                        partition, TakenOver.of(before, (long) maxItems + MOST_OF_ONE_POLL, end));
            });
        } catch (KafkaException e) {
            // The consumer itself still starts at the committed offset: only what is done above it
            // is not known, and runs again.
            LOG.atWarn().setCause(e).log("cannot read what was committed");
        }
        return takings;
    }

    /** Of those whose owner died. */
    private Map<TopicPartition, Long> ends(Map<TopicPartition, OffsetAndMetadata> committed) {
        Set<TopicPartition> orphaned =
                committed.entrySet().stream()
                        .filter(each -> each.getValue() != null)
                        .filter(each -> Custody.of(each.getValue()).held())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        if (orphaned.isEmpty()) {
            return Map.of();
        }
        LOG.atWarn().addKeyValue("partitions", orphaned).log("the last owner did not hand on");
        return consumer.endOffsets(orphaned, timeout);
    }
}
