package io.forebay.schemas.topic;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import java.time.Duration;
import java.util.Map;

/** How long topics keep their records. */
public final class Retention {

    /** A job can be read for as long at most, from a view that is built anew too. */
    public static final Duration JOB_STATES = Duration.ofDays(8);

    /** Attempts of deliveries can be read for as long: longer than the longest delivery lasts. */
    public static final Duration DELIVERY_LOG = Duration.ofDays(8);

    /** A dead letter can be run again for as long. */
    public static final Duration DEAD_LETTERS = Duration.ofDays(30);

    private Retention() {}

    /** The settings of a topic whose records go by their age alone. */
    static Map<String, String> of(Duration retention) {
        return Map.of(CLEANUP_POLICY_CONFIG, "delete", RETENTION_MS_CONFIG, millis(retention));
    }

    /** The same where a record also goes by another one of its key. */
    static Map<String, String> ofKeys(Duration retention) {
        return Map.of(
                CLEANUP_POLICY_CONFIG, "compact,delete", RETENTION_MS_CONFIG, millis(retention));
    }

    static String millis(Duration retention) {
        return Long.toString(retention.toMillis());
    }
}
