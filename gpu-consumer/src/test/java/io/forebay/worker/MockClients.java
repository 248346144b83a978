package io.forebay.worker;

import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.fake.FakeLoneRuns;
import io.forebay.worker.fake.FakeShareGroup;
import io.forebay.worker.poll.LoneRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka without brokers: every lane has one partition. Safe for use by several threads. */
final class MockClients implements Clients {

    private final MockProducer<byte[], Completion> producer;
    private final Map<Lane, MockConsumer<byte[], byte[]>> lanes = new ConcurrentHashMap<>();
    private final Map<Lane, Share> shares = new ConcurrentHashMap<>();
    private final List<Integer> handfuls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> topics = Collections.synchronizedList(new ArrayList<>());

    private record Share(FakeShareGroup group, FakeShareGroup.Member member) {}

    MockClients(boolean acknowledges) {
        Node[] nodes = {new Node(1, "localhost", 1)};
        List<PartitionInfo> partitions =
                IntStream.range(0, 6)
                        .mapToObj(number ->
                                new PartitionInfo(
                                        Topics.COMPLETIONS.name(), number, nodes[0], nodes, nodes))
                        .toList();
        producer =
                new MockProducer<>(
                        new Cluster("mock", List.of(nodes), partitions, Set.of(), Set.of()),
                        acknowledges,
                        null,
                        new ByteArraySerializer(),
                        Topics.COMPLETIONS.value().serializer());
    }

    @Override
    public void ensure(Collection<Topic<?, ?>> wanted) {
        wanted.forEach(topic -> topics.add(topic.name()));
    }

    @Override
    public Consumer<byte[], byte[]> lane(String model, Lane lane) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        TopicPartition partition = partition(lane);
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(partition)));
        lanes.put(lane, consumer);
        return consumer;
    }

    @Override
    public ShareConsumer<byte[], byte[]> share(
            String model, Lane lane, int maxPollRecords, int member) {
        FakeShareGroup group =
                new FakeShareGroup(Topics.work(model, lane).name(), Duration.ofMinutes(1));
        FakeShareGroup.Member made = group.member(maxPollRecords);
        shares.put(lane, new Share(group, made));
        handfuls.add(maxPollRecords);
        return made;
    }

    @Override
    public LoneRuns loneRuns(String model, Lane lane) {
        return new FakeLoneRuns();
    }

    @Override
    public Consumer<byte[], byte[]> reader() {
        return new MockConsumer<>("earliest");
    }

    @Override
    public Producer<byte[], Completion> producer() {
        return producer;
    }

    List<String> topics() {
        return List.copyOf(topics);
    }

    /** What each member of a share group takes at once; empty where there are none. */
    List<Integer> handfuls() {
        return List.copyOf(handfuls);
    }

    boolean hasLanes() {
        return lanes.size() + shares.size() == 2;
    }

    /** Puts work onto a lane, offset after offset. */
    void work(long offset, WorkItem item) {
        Share share = shares.get(item.getLane());
        if (share != null) {
            share.group().send(item.toByteArray());
            return;
        }
        MockConsumer<byte[], byte[]> consumer = consumer(item.getLane());
        TopicPartition partition = partition(item.getLane());
        consumer.schedulePollTask(() ->
                consumer.addRecord(
                        new ConsumerRecord<>(
                                partition.topic(),
                                partition.partition(),
                                offset,
                                new byte[0],
                                item.toByteArray())));
    }

    /** How much of a lane's work is done, as Kafka has been told. */
    long done(Lane lane) {
        Share share = shares.get(lane);
        if (share != null) {
            return share.group().accepted();
        }
        OffsetAndMetadata committed =
                consumer(lane).committed(Set.of(partition(lane))).get(partition(lane));
        return committed == null ? 0 : committed.offset();
    }

    /** Whether the worker has left the lane's group. */
    boolean isClosed(Lane lane) {
        Share share = shares.get(lane);
        return share == null ? consumer(lane).closed() : share.member().isClosed();
    }

    /** Whether the worker takes no more of a lane, while the second of its items waits. */
    boolean isDraining(Lane lane) {
        Share share = shares.get(lane);
        return share == null ? !consumer(lane).paused().isEmpty() : !share.group().isLocked(1);
    }

    private MockConsumer<byte[], byte[]> consumer(Lane lane) {
        MockConsumer<byte[], byte[]> consumer = lanes.get(lane);
        if (consumer == null) {
            throw new IllegalStateException("no consumer of lane " + lane);
        }
        return consumer;
    }

    MockProducer<byte[], Completion> mockProducer() {
        return producer;
    }

    private static TopicPartition partition(Lane lane) {
        return new TopicPartition(Topics.work("m", lane).name(), 0);
    }
}
