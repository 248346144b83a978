package io.forebay.ingest.publish;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.JobEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;

/** Producers without brokers. */
public final class MockProducers {

    static final int PARTITIONS = 24;

    private MockProducers() {}

    /**
     * @param answering false for brokers that hang
     */
    public static MockProducer<byte[], JobEvent> open(boolean answering) {
        Node node = new Node(1, "localhost", 1);
        Cluster cluster =
                new Cluster(
                        "test",
                        java.util.List.of(node),
                        IntStream.range(0, PARTITIONS)
                                .mapToObj(partition ->
                                        new PartitionInfo(
                                                Topics.JOBS.name(),
                                                partition,
                                                node,
                                                new Node[] {node},
                                                new Node[] {node}))
                                .toList(),
                        java.util.Set.of(),
                        java.util.Set.of());
        return new MockProducer<>(
                cluster,
                answering,
                null,
                Topics.JOBS.key().serializer(),
                Topics.JOBS.value().serializer());
    }

    public static KafkaPublisher publisher(
            MockProducer<byte[], JobEvent> producer, Duration timeout) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        return new KafkaPublisher(
                producer,
                PARTITIONS,
                timeout,
                Tracing.OFF,
                new KafkaPublisher.Timings(registry.timer("yes"), registry.timer("no")));
    }
}
