package io.forebay.manifests.topic;

import io.forebay.manifests.scaling.ConsumerGroups;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.Topics;
import java.util.Collection;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Strimzi's KafkaTopic resources, as the code says the topics. */
public final class KafkaTopics {

    private static final String HEADER =
            "# Written by ./forebay kafka-topics from the list of topics in the code; a test fails when they differ.\n";

    private KafkaTopics() {}

    /** All topics that the services need, and the work of these models. */
    public static String yaml(Collection<String> models, TopicConfig config) {
        Stream<Topic<?, ?>> work =
                models.stream()
                        .sorted()
                        .flatMap(model ->
                                ConsumerGroups.LANES.stream()
                                        .map(lane -> Topics.work(model, lane)));
        return Stream.concat(Topics.fixed().stream(), work)
                .map(topic -> one(topic, config))
                .collect(Collectors.joining("---\n", HEADER, ""));
    }

    private static String one(Topic<?, ?> topic, TopicConfig config) {
        TreeMap<String, String> settings = new TreeMap<>(topic.settings());
        settings.putAll(config.forgetting().settings(topic));
        settings.put("min.insync.replicas", Integer.toString(config.minInsyncReplicas()));
        return """
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaTopic
        metadata:
          name: %s
          labels:
            strimzi.io/cluster: forebay
        spec:
          partitions: %d
          replicas: %d
          config:
        %s\
        """
                .formatted(
                        topic.name(),
                        config.partitions(topic.partitions()),
                        config.replicationFactor(),
                        settings.entrySet().stream()
                                .map(one ->
                                        "    %s: %s\n"
                                                .formatted(one.getKey(), value(one.getValue())))
                                .collect(Collectors.joining()));
    }

    /** Numbers as numbers: Strimzi compares them with what the broker says. */
    private static String value(String text) {
        return text.matches("-?\\d+") ? text : "\"" + text + "\"";
    }
}
