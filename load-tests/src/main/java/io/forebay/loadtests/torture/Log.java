package io.forebay.loadtests.torture;

import io.forebay.loadtests.history.History;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads from Kafka, after a campaign, what was decided and what was run. */
record Log(String bootstrapServers, History history) {

    private static final Duration POLL = Duration.ofMillis(500);

    /** Every state of every job, and every run that was reported. */
    void read() {
        LogNotes notes = new LogNotes(history);
        read(Topics.JOB_STATES, notes::state);
        read(Topics.COMPLETIONS, notes::run);
    }

    private <V> void read(Topic<?, V> topic, Consumer<V> reader) {
        try (KafkaConsumer<?, V> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed"),
                        topic.key().deserializer(),
                        topic.value().deserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(POLL)
                        .forEach(record -> {
                            if (record.value() != null) {
                                reader.accept(record.value());
                            }
                        });
            }
        }
    }
}
