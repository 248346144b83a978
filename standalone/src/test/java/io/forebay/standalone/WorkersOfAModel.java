package io.forebay.standalone;

import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.model.ModelFollower;
import io.forebay.schemas.payload.DirectoryPayloadStore;
import io.forebay.schemas.topic.ShareGroups;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.standalone.broker.BrokerPorts;
import io.forebay.standalone.broker.EmbeddedKafka;
import io.forebay.worker.Worker;
import io.forebay.worker.WorkerConfig;
import io.forebay.worker.fake.FakeEngine;
import io.forebay.worker.fake.Items;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Workers on a broker of their own, with engines that do as they are told: what is before and
 * behind workers is this. Locks of records last {@link #LOCK} only. Confined to its test's thread.
 */
final class WorkersOfAModel implements AutoCloseable {

    static final Duration LOCK = Duration.ofSeconds(2);

    private static final String SHORT_LOCKS = Long.toString(LOCK.toMillis());
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path directory;
    private final int partitions;
    private final EmbeddedKafka kafka;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Completion> completions = new ArrayList<>();
    private final KafkaConsumer<byte[], Completion> reader;

    /**
     * @param manifest lines to add to that of model {@code m}
     * @param partitions of each of its lanes
     */
    WorkersOfAModel(Path directory, String manifest, int partitions) {
        this.directory = directory;
        this.partitions = partitions;
        kafka =
                EmbeddedKafka.start(
                        directory.resolve("kafka"),
                        new BrokerPorts(FreePorts.any(), FreePorts.any()),
                        Map.of(
                                "group.share.min.record.lock.duration.ms",
                                SHORT_LOCKS,
                                "group.share.record.lock.duration.ms",
                                SHORT_LOCKS));
        reader =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        Topics.COMPLETIONS.key().deserializer(),
                        Topics.COMPLETIONS.value().deserializer());
        try (Admin admin = admin()) {
            new TopicCreator(admin, TopicConfig.of(2, partitions, 1, 1), Duration.ofSeconds(30))
                    .ensure(
                            List.of(
                                    Topics.COMPLETIONS,
                                    Topics.WITHDRAWALS,
                                    Topics.MODELS,
                                    Topics.work("m", Lane.INTERACTIVE),
                                    Topics.work("m", Lane.BULK)));
        }
        apply(manifest);
        List<TopicPartition> all =
                reader.partitionsFor(Topics.COMPLETIONS.name()).stream()
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .toList();
        reader.assign(all);
        reader.seekToBeginning(all);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** A worker with this engine; it is ready some time later. */
    Worker start(String id, FakeEngine engine) {
        WorkerConfig config =
                ConfigReader.withoutEnvironment()
                        .read(
                                """
                                worker-id: %s
                                kafka: { bootstrap-servers: "%s" }
                                topics: { flight-partitions: 2, work-partitions: %d, replication-factor: 1, min-insync-replicas: 1 }
                                run: { report-start-after: 1h }
                                """
                                        .formatted(id, kafka.bootstrapServers(), partitions),
                                "test",
                                WorkerConfig.class);
        Worker worker =
                Worker.start(
                        config,
                        model ->
                                model.ref().getDigest().equals(engine.model().ref().getDigest())
                                        ? Optional.of(engine)
                                        : Optional.empty(),
                        new DirectoryPayloadStore(directory.resolve("payloads")),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry());
        workers.add(worker);
        return worker;
    }

    void submit(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer =
                producer(new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int item = from; item < to; item++) {
                var _ =
                        producer.send(
                                new ProducerRecord<>(
                                        Topics.work("m", Lane.INTERACTIVE).name(),
                                        item % partitions,
                                        Items.key(item).toByteArray(),
                                        Items.item(item).build().toByteArray()));
            }
        }
    }

    /** What has come of work so far. */
    List<Completion> completions() {
        reader.poll(POLL).forEach(read -> completions.add(read.value()));
        return List.copyOf(completions);
    }

    /** Flights that ended, as often as they did. */
    List<String> ended() {
        return completions().stream().map(Completion::getFlightId).toList();
    }

    /** What the share group of the interactive lane has not done yet. */
    long shareLag() {
        String group = ShareGroups.name("m", Lane.INTERACTIVE);
        try (Admin admin = admin()) {
            return admin
                    .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(group)
                    .get()
                    .values()
                    .stream()
                    .mapToLong(WorkersOfAModel::lag)
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The next offset that the group of consumers of the interactive lane is to read. */
    Map<TopicPartition, OffsetAndMetadata> committed() {
        try (Admin admin = admin()) {
            return admin.listConsumerGroupOffsets(Topics.workerGroup("m", Lane.INTERACTIVE))
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
        reader.close();
        kafka.close();
    }

    private static long lag(SharePartitionOffsetInfo partition) {
        return partition.lag().orElseThrow();
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private void apply(String manifest) {
        ModelRecord model =
                ModelRecord.newBuilder()
                        .setName("m")
                        .setVersion("v1")
                        .setDigest(Items.digest("v1"))
                        .setManifest("name: m\nversion: v1\n" + manifest)
                        .build();
        try (KafkaProducer<String, ModelRecord> producer =
                producer(Topics.MODELS.key().serializer(), Topics.MODELS.value().serializer())) {
            var _ =
                    producer.send(
                            new ProducerRecord<>(
                                    Topics.MODELS.name(), ModelFollower.key("m", "v1"), model));
        }
    }

    private <K, V> KafkaProducer<K, V> producer(Serializer<K> key, Serializer<V> value) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), key, value);
    }
}
