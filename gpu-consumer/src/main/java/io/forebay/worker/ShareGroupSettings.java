package io.forebay.worker;

import io.forebay.worker.attempt.Attempt;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Sets share groups up: what the promises rest on is a setting of the group, not of its members.
 */
final class ShareGroupSettings {

    /** What Kafka refuses of a member of a share group, said for other clients. */
    static final List<String> NOT_FOR_MEMBERS =
            List.of(
                    "auto.offset.reset",
                    "enable.auto.commit",
                    "group.instance.id",
                    "group.protocol",
                    "group.remote.assignor",
                    "heartbeat.interval.ms",
                    "interceptor.classes",
                    "isolation.level",
                    "partition.assignment.strategy",
                    "session.timeout.ms");

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Two more than a worker lets come, for workers that die before they can say so. */
    private static final int BROKERS_LIMIT = Attempt.MOST_DELIVERIES + 2;

    private static final Map<String, String> SETTINGS =
            Map.of(
                    // Work that came before the first worker is work.
                    "share.auto.offset.reset",
                    "earliest",
                    // As in a group of consumers: a run has no visible effect.
                    "share.isolation.level",
                    "read_uncommitted",
                    "share.renew.acknowledge.enable",
                    "true",
                    "share.delivery.count.limit",
                    Integer.toString(BROKERS_LIMIT));

    private ShareGroupSettings() {}

    /**
     * Returns when the group has its settings.
     *
     * @param properties of an admin client
     * @throws KafkaException when the brokers refuse
     */
    static void prepare(Map<String, Object> properties, String group) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        Collection<AlterConfigOp> settings =
                SETTINGS.entrySet().stream()
                        .map(one ->
                                new AlterConfigOp(
                                        new ConfigEntry(one.getKey(), one.getValue()),
                                        AlterConfigOp.OpType.SET))
                        .toList();
        try (Admin admin = Admin.create(properties)) {
            get(admin.incrementalAlterConfigs(Map.of(resource, settings)).all());
        } catch (KafkaException e) {
            throw new KafkaException(
                    "the share group %s could not be set up: %s; it needs brokers with share groups (share.version 1), and the worker AlterConfigs on the group"
                            .formatted(group, e.getMessage()),
                    e);
        }
    }

    static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException("the brokers cannot be asked", e);
        } catch (TimeoutException e) {
            throw new KafkaException("the brokers did not answer within " + TIMEOUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
