package io.forebay.dispatcher.streams;

import io.forebay.schemas.topic.Groups;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How instances share the partitions.
 *
 * @param applicationId the group; also begins the names of its changelog topics and transactions
 * @param protocol the classic protocol; the streams one (KIP-1071) leaves the timeouts to the
 *     broker
 * @param sessionTimeout an instance that is silent for so long loses its partitions
 * @param standbyReplicas warm copies of each partition's stores on other instances
 */
public record GroupConfig(
        String applicationId,
        Protocol protocol,
        Duration sessionTimeout,
        Duration heartbeatInterval,
        Integer standbyReplicas) {

    public static final GroupConfig DEFAULT = new GroupConfig(null, null, null, null, null);

    /** Kafka's group protocols for Streams. */
    public enum Protocol {
        CLASSIC,
        STREAMS;

        String kafkaName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public GroupConfig(
            @Nullable String applicationId,
            @Nullable Protocol protocol,
            @Nullable Duration sessionTimeout,
            @Nullable Duration heartbeatInterval,
            @Nullable Integer standbyReplicas) {
        this.applicationId = applicationId == null ? Groups.DISPATCHER : applicationId;
        this.protocol = protocol == null ? Protocol.CLASSIC : protocol;
        // 6 s is the least that brokers allow by default (group.min.session.timeout.ms).
        this.sessionTimeout = sessionTimeout == null ? Duration.ofSeconds(6) : sessionTimeout;
        this.heartbeatInterval =
                heartbeatInterval == null ? Duration.ofMillis(1_500) : heartbeatInterval;
        this.standbyReplicas = standbyReplicas == null ? 1 : standbyReplicas;
        if (this.heartbeatInterval.compareTo(this.sessionTimeout) >= 0) {
            throw new IllegalArgumentException(
                    "heartbeat-interval (%s) must be shorter than session-timeout (%s)"
                            .formatted(this.heartbeatInterval, this.sessionTimeout));
        }
        if (this.standbyReplicas < 0) {
            throw new IllegalArgumentException(
                    "standby-replicas must not be negative: " + this.standbyReplicas);
        }
    }
}
