package io.forebay.manifests.scaling;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.finding.Check;
import io.forebay.manifests.finding.Finding;
import io.forebay.manifests.trigger.TriggerType;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.TopicConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lag triggers against the code: topic and group exist, there are partitions for all replicas, and
 * nothing is set that is known to hurt here.
 *
 * @param models names of the models that are served; empty = any
 * @param shared names of those whose workers are share groups, which KEDA cannot read
 */
public record KafkaTriggerCheck(Set<String> models, Set<String> shared) implements Check {

    private static final String RULE = "kafka-trigger";

    public KafkaTriggerCheck {
        models = Set.copyOf(models);
        shared = Set.copyOf(shared);
    }

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> found = new ArrayList<>();
        manifests
                .ofKind("ScaledObject")
                .forEach(one ->
                        ScaledObjects.triggers(one, TriggerType.KAFKA)
                                .forEach(trigger ->
                                        check(one, trigger.get("metadata"), manifests, found)));
        return found;
    }

    private void check(
            Manifest scaledObject, Field metadata, Manifests manifests, List<Finding> found) {
        Field name = metadata.get("topic");
        if (!name.isPresent()) {
            return; // said elsewhere
        }
        Optional<Topic<?, ?>> topic = ConsumerGroups.topic(name.text());
        if (topic.isEmpty()) {
            found.add(Finding.at(name, RULE, "no service reads a topic %s".formatted(name.text())));
            return;
        }
        Optional<String> sharing = ConsumerGroups.modelOf(name.text()).filter(shared::contains);
        if (sharing.isPresent()) {
            found.add(
                    Finding.at(
                            name,
                            RULE,
                            ("the workers of model %s are a share group, whose lag a kafka trigger cannot read: ask the"
                                            + " scaler (external-push), or Prometheus for forebay_backlog_jobs")
                                    .formatted(sharing.get())));
            return;
        }
        group(name, metadata.get("consumerGroup"), found);
        ConsumerGroups.modelOf(name.text())
                .filter(model -> !models.isEmpty() && !models.contains(model))
                .ifPresent(model ->
                        found.add(
                                Finding.at(
                                        name,
                                        RULE,
                                        "there is no model %s; there are %s"
                                                .formatted(model, models))));
        partitions(scaledObject, metadata, partitions(topic.get(), scaledObject, manifests), found);
        addresses(metadata, environment(scaledObject, manifests), found);
        traps(metadata, found);
    }

    private static void group(Field topic, Field group, List<Finding> found) {
        List<String> readers = ConsumerGroups.readersOf(topic.text());
        if (group.isPresent() && !readers.contains(group.text())) {
            found.add(
                    Finding.at(
                            group,
                            RULE,
                            "group %s does not read %s; %s does"
                                    .formatted(
                                            group.text(),
                                            topic.text(),
                                            String.join(", ", readers))));
        }
    }

    private static void partitions(
            Manifest scaledObject, Field metadata, long partitions, List<Finding> found) {
        long maximum = ScaledObjects.maximum(scaledObject);
        if (maximum > partitions) {
            found.add(
                    Finding.at(
                            scaledObject.at("spec", "maxReplicaCount"),
                            RULE,
                            "maxReplicaCount %d is above the %d partitions of %s: the rest would be idle"
                                    .formatted(maximum, partitions, metadata.get("topic").text())));
        }
    }

    /** As a KafkaTopic says, else as the services are told, else as they would by themselves. */
    private static long partitions(Topic<?, ?> topic, Manifest scaledObject, Manifests manifests) {
        return manifests
                .find("KafkaTopic", topic.name())
                .map(one -> one.at("spec", "partitions").number().orElse(1))
                .orElseGet(() -> configured(topic, environment(scaledObject, manifests)));
    }

    private static Map<String, String> environment(Manifest scaledObject, Manifests manifests) {
        return ScaledObjects.target(scaledObject, manifests)
                .map(workload -> Environment.of(workload, manifests))
                .orElse(Map.of());
    }

    private static long configured(Topic<?, ?> topic, Map<String, String> environment) {
        String variable =
                switch (topic.partitions()) {
                    case FLIGHT -> "FOREBAY_TOPICS__FLIGHT_PARTITIONS";
                    case WORK -> "FOREBAY_TOPICS__WORK_PARTITIONS";
                    case SINGLE -> "";
                };
        String value = environment.getOrDefault(variable, "");
        return value.matches("\\d{1,6}")
                ? Long.parseLong(value)
                : TopicConfig.DEFAULT.partitions(topic.partitions());
    }

    /** KEDA asks from a namespace of its own. */
    private static void addresses(
            Field metadata, Map<String, String> environment, List<Finding> found) {
        Field direct = metadata.get("bootstrapServers");
        Field indirect = metadata.get("bootstrapServersFromEnv");
        Field field = direct.isPresent() ? direct : indirect;
        String servers =
                direct.isPresent() ? direct.text() : environment.getOrDefault(indirect.text(), "");
        for (String server : servers.split(",")) {
            String host = server.strip().replaceFirst(":\\d+$", "");
            if (!host.isEmpty() && !host.contains(".")) {
                found.add(
                        Finding.at(
                                field,
                                RULE,
                                "%s cannot be found from KEDA's namespace: say %s.<namespace>.svc"
                                        .formatted(host, host)));
            }
        }
    }

    private static void traps(Field metadata, List<Finding> found) {
        Field persistent = metadata.get("excludePersistentLag");
        if (persistent.text().equals("true")) {
            found.add(
                    Finding.at(
                            persistent,
                            RULE,
                            "a batch that takes longer than a poll looks like lag that does not move: leave it out"));
        }
        Field reset = metadata.get("offsetResetPolicy");
        if (!reset.text().equals("earliest")) {
            found.add(
                    Finding.at(
                            reset,
                            RULE,
                            "offsetResetPolicy must be earliest, as the services have it: with latest, a group without"
                                    + " offsets counts as lag 1 for each partition"));
        }
    }
}
