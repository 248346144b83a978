package io.forebay.results.projection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the projection thread: commits offsets for those who watch the group's lag. Nothing
 * depends on them.
 */
final class OffsetCommitter {

    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommitter.class);
    private static final Duration LAST_TRY = Duration.ofSeconds(2);

    private final Consumer<?, ?> consumer;
    private final Duration interval;
    private final InstantSource clock;
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private Instant dueAt;

    OffsetCommitter(Consumer<?, ?> consumer, Duration interval, InstantSource clock) {
        this.consumer = consumer;
        this.interval = interval;
        this.clock = clock;
        this.dueAt = clock.instant();
    }

    void passed(TopicPartition partition, OffsetAndMetadata next) {
        uncommitted.put(partition, next);
    }

    void commitDue() {
        if (uncommitted.isEmpty() || clock.instant().isBefore(dueAt)) {
            return;
        }
        dueAt = clock.instant().plus(interval);
        uncommitted.keySet().retainAll(consumer.assignment());
        consumer.commitAsync(
                Map.copyOf(uncommitted),
                (_, failure) -> {
                    if (failure != null) {
                        LOG.atDebug().setCause(failure).log("offsets were not committed");
                    }
                });
        uncommitted.clear();
    }

    void commitNow() {
        uncommitted.keySet().retainAll(consumer.assignment());
        if (uncommitted.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(Map.copyOf(uncommitted), LAST_TRY);
        } catch (KafkaException e) {
            LOG.atDebug().setCause(e).log("offsets were not committed");
        }
    }
}
