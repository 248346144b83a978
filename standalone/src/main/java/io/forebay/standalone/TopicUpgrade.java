package io.forebay.standalone;

import static java.util.Objects.requireNonNull;

import io.forebay.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Gives the topics of an earlier version's home the settings of this one. Elsewhere an operator
 * does that, and services that find other settings do not start; here nobody else would.
 */
record TopicUpgrade(Admin admin, Duration timeout) {

    private static final Duration LOOK = Duration.ofMillis(10);

    /**
     * @throws KafkaException when the broker cannot be asked
     */
    void of(Collection<Topic<?, ?>> topics) {
        Collection<String> there = get(admin.listTopics().names());
        List<Topic<?, ?>> known = new ArrayList<>(topics);
        known.removeIf(topic -> !there.contains(topic.name()));
        Map<ConfigResource, Collection<AlterConfigOp>> changes = changes(known);
        if (!changes.isEmpty()) {
            get(admin.incrementalAlterConfigs(changes).all());
            awaitShown(known);
        }
    }

    /** The controller has them at once; the broker, which services ask, a moment later. */
    private void awaitShown(List<Topic<?, ?>> topics) {
        long until = System.nanoTime() + timeout.toNanos();
        while (!changes(topics).isEmpty()) {
            if (System.nanoTime() - until > 0) {
                throw new KafkaException(
                        "the broker does not show the settings that its topics were given");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private Map<ConfigResource, Collection<AlterConfigOp>> changes(List<Topic<?, ?>> known) {
        Map<ConfigResource, Config> found =
                get(
                        admin.describeConfigs(known.stream().map(TopicUpgrade::resource).toList())
                                .all());
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (Topic<?, ?> topic : known) {
            List<AlterConfigOp> wanted = changes(topic, requireNonNull(found.get(resource(topic))));
            if (!wanted.isEmpty()) {
                changes.put(resource(topic), wanted);
            }
        }
        return changes;
    }

    private static List<AlterConfigOp> changes(Topic<?, ?> topic, Config found) {
        List<AlterConfigOp> changes = new ArrayList<>();
        topic.settings()
                .forEach((name, value) -> {
                    if (!found.get(name).value().equals(value)) {
                        changes.add(
                                new AlterConfigOp(
                                        new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
                    }
                });
        return changes;
    }

    private static ConfigResource resource(Topic<?, ?> topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the broker cannot be asked for its topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
