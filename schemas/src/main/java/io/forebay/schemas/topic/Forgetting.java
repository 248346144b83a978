package io.forebay.schemas.topic;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How soon the bytes of what was deleted leave the brokers' disks. Kafka removes records by whole
 * files, and compacts what it no longer writes to: so the file that is written to has to end in
 * time, and compaction must not wait for a share of what there is.
 *
 * @param lag from the deletion to the removal, but for the time that the removal itself takes
 */
public record Forgetting(Duration lag) {

    private static final Set<String> CARRYING =
            Stream.of(
                            Topics.JOBS,
                            Topics.COMPLETIONS,
                            Topics.JOB_STATES,
                            Topics.DEAD_LETTERS,
                            Topics.DELIVERIES)
                    .map(Topic::name)
                    .collect(Collectors.toSet());

    /** Whether inputs, results or metadata of jobs lie in a topic. */
    public static boolean concerns(String topic) {
        return Topics.isWork(topic) || CARRYING.contains(topic);
    }

    /**
     * The longest that a partition's file is written to. A record is in a closed one after twice
     * this: one file may begin just before it, and end with the first record after its time.
     */
    public Duration segment() {
        return lag.dividedBy(2);
    }

    /**
     * The settings that a topic is created with. An operator may choose others: they are no part of
     * what the services rely on.
     *
     * @return empty for a topic in which no job's content lies
     */
    public Map<String, String> settings(Topic<?, ?> topic) {
        if (!concerns(topic.name())) {
            return Map.of();
        }
        return topic.settings().getOrDefault(CLEANUP_POLICY_CONFIG, "").contains("compact")
                ? compacted()
                : Map.of(SEGMENT_MS_CONFIG, Retention.millis(segment()));
    }

    /** The same for a topic that is compacted, such as a store's changelog. */
    public Map<String, String> compacted() {
        return Map.of(
                SEGMENT_MS_CONFIG,
                Retention.millis(segment()),
                MAX_COMPACTION_LAG_MS_CONFIG,
                Retention.millis(lag));
    }
}
