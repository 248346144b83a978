package io.forebay.manifests.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.topic.TopicConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaTopicsTest {

    private static final Path SHIPPED = Path.of("../components/kafka-strimzi/topics.yaml");

    @Test
    void whatIsShippedIsWhatTheCodeSays() throws IOException {
        assertThat(Files.readString(SHIPPED))
                .as("run: ./forebay kafka-topics > keda/components/kafka-strimzi/topics.yaml")
                .isEqualTo(KafkaTopics.yaml(List.of("notes", "digits"), TopicConfig.DEFAULT));
    }

    @Test
    void aTopicHasItsPartitionsAndSettings() {
        assertThat(KafkaTopics.yaml(List.of("m"), TopicConfig.of(6, 12, 3, 2)))
                .contains(
                        "name: forebay.jobs\n",
                        "name: forebay.work.m.interactive\n",
                        "name: forebay.work.m.bulk\n")
                .contains("  partitions: 6\n", "  partitions: 12\n", "  partitions: 1\n")
                .contains(
                        "    cleanup.policy: \"compact,delete\"\n", "    min.insync.replicas: 2\n");
    }
}
