package io.forebay.standalone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.dispatcher.forget.Nudger;
import io.forebay.schemas.topic.Forgetting;
import io.forebay.schemas.topic.Nudge;
import io.forebay.schemas.topic.ShareGroups;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.forebay.standalone.broker.BrokerPorts;
import io.forebay.standalone.broker.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has to be so at a broker for its files to end, and to go, in time. */
class QuietPartitionsIT {

    private static final Forgetting FORGETTING = new Forgetting(Duration.ofSeconds(1));
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG_AFTER = FORGETTING.segment().multipliedBy(4);

    private static final String WORK = Topics.work("texts", Lane.BULK).name();
    private static final String GROUP = Topics.workerGroup(WORK);
    private static final TopicPartition DONE = new TopicPartition(WORK, 0);
    private static final TopicPartition UNDONE = new TopicPartition(WORK, 1);
    private static final TopicPartition NEVER_READ = new TopicPartition(WORK, 2);
    private static final TopicPartition EMPTY = new TopicPartition(WORK, 3);
    private static final TopicPartition STATES = new TopicPartition(Topics.JOB_STATES.name(), 0);

    @TempDir private Path directory;
    private EmbeddedKafka kafka;
    private Admin admin;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start(directory, new BrokerPorts(FreePorts.any(), FreePorts.any()));
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterEach
    void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void aQuietPartitionIsToldOnceUnlessThereIsWorkToDo() throws Exception {
        create(new NewTopic(WORK, 4, (short) 1), new NewTopic(STATES.topic(), 1, (short) 1));
        for (TopicPartition partition : List.of(DONE, UNDONE, NEVER_READ, STATES)) {
            write(partition);
        }
        admin.alterConsumerGroupOffsets(
                        GROUP,
                        Map.of(DONE, new OffsetAndMetadata(1), UNDONE, new OffsetAndMetadata(0)))
                .all()
                .get();
        AtomicBoolean mine = new AtomicBoolean();

        try (Nudger nudger = nudger(mine::get, WORK, STATES.topic())) {
            nudger.start();
            // Another dispatcher looks after them.
            await().during(LONG_AFTER).atMost(PATIENCE).until(() -> end(STATES) == 1);

            mine.set(true);
            await().atMost(PATIENCE).until(() -> end(STATES) > 1 && end(DONE) > 1);
            await().during(LONG_AFTER)
                    .atMost(PATIENCE)
                    .until(() -> end(STATES) == 2 && end(DONE) == 2);
        }

        for (TopicPartition told : List.of(DONE, STATES)) {
            List<ConsumerRecord<byte[], byte[]>> records = read(told, 2);
            assertThat(records).as("%s: once", told).hasSize(2);
            assertThat(Nudge.is(records.getLast().key(), records.getLast().value())).isTrue();
            assertThat(Nudge.is(records.getFirst().key(), records.getFirst().value())).isFalse();
        }
        assertThat(end(UNDONE)).as("work to do").isEqualTo(1);
        assertThat(end(NEVER_READ)).as("work that nobody has read").isEqualTo(1);
        assertThat(end(EMPTY)).as("nothing to forget").isZero();
        assertThat(committed(DONE)).as("no worker is started for a nudge").isEqualTo(2);
        assertThat(committed(UNDONE)).isZero();
    }

    @Test
    void theTopicsOfAnEarlierVersionsHomeGetTheSettingsOfThisOne() throws Exception {
        create(new NewTopic(Topics.DEAD_LETTERS.name(), 1, (short) 1));
        set(resource(Topics.DEAD_LETTERS.name()), "cleanup.policy", "delete");
        set(resource(Topics.DEAD_LETTERS.name()), "retention.ms", "1000");
        TopicConfig config = TopicConfig.of(1, 1, 1, 1);
        TopicCreator creator = new TopicCreator(admin, config, PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(refusal(creator))
                                .contains(
                                        Topics.DEAD_LETTERS.name(),
                                        "cleanup.policy",
                                        "retention.ms is 1000"));

        new TopicUpgrade(admin, PATIENCE).of(Topics.fixed());

        creator.ensure(Topics.fixed());
        assertThat(setting(Topics.DEAD_LETTERS.name(), "cleanup.policy"))
                .isEqualTo("compact,delete");
        assertThat(setting(Topics.DEAD_LETTERS.name(), "retention.ms"))
                .isEqualTo(Topics.DEAD_LETTERS.settings().get("retention.ms"));
        new TopicUpgrade(admin, PATIENCE).of(Topics.fixed());
    }

    @Test
    void theSameOfShareGroups() throws Exception {
        TopicPartition done = shared("done", AcknowledgeType.ACCEPT);
        TopicPartition undone = shared("undone", AcknowledgeType.RELEASE);

        try (Nudger nudger = nudger(() -> true, done.topic(), undone.topic())) {
            nudger.start();
            await().atMost(PATIENCE).until(() -> end(done) > 1);
            await().during(LONG_AFTER).atMost(PATIENCE).until(() -> end(done) == 2);
        }

        List<ConsumerRecord<byte[], byte[]>> records = read(done, 2);
        assertThat(records).hasSize(2);
        assertThat(Nudge.is(records.getLast().key(), records.getLast().value())).isTrue();
        assertThat(begun(done)).as("no worker is started for a nudge").isEqualTo(2);
        assertThat(end(undone)).as("work to do").isEqualTo(1);
        assertThat(begun(undone)).isZero();
    }

    /** A lane with one record, which a member of its share group had. */
    private TopicPartition shared(String model, AcknowledgeType acknowledged) throws Exception {
        String topic = Topics.work(model, Lane.BULK).name();
        String group = ShareGroups.name(topic);
        TopicPartition partition = new TopicPartition(topic, 0);
        create(new NewTopic(topic, 1, (short) 1));
        write(partition);
        set(
                new ConfigResource(ConfigResource.Type.GROUP, group),
                "share.auto.offset.reset",
                "earliest");
        try (KafkaShareConsumer<byte[], byte[]> member =
                new KafkaShareConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "group.id",
                                group,
                                "share.acknowledgement.mode",
                                "explicit"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            member.subscribe(List.of(topic));
            AtomicInteger had = new AtomicInteger();
            await().atMost(PATIENCE)
                    .until(() -> {
                        member.poll(Duration.ofMillis(100))
                                .forEach(record -> {
                                    member.acknowledge(record, acknowledged);
                                    had.incrementAndGet();
                                });
                        return had.get() > 0;
                    });
            member.commitSync();
        }
        return partition;
    }

    private long begun(TopicPartition partition) throws ExecutionException, InterruptedException {
        String group = ShareGroups.name(partition.topic());
        return requireNonNull(
                        admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                                .partitionsToOffsetInfo(group)
                                .get()
                                .get(partition))
                .startOffset();
    }

    private static String refusal(TopicCreator creator) {
        try {
            creator.ensure(Topics.fixed());
            return "";
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Nudger nudger(BooleanSupplier mine, String... topics) {
        return new Nudger(
                admin,
                this::producer,
                FORGETTING,
                () -> List.of(topics),
                mine,
                InstantSource.system());
    }

    private void create(NewTopic... topics) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(topics)).all().get();
    }

    private void set(ConfigResource resource, String name, String value)
            throws ExecutionException, InterruptedException {
        admin.incrementalAlterConfigs(
                        Map.of(
                                resource,
                                List.of(
                                        new AlterConfigOp(
                                                new ConfigEntry(name, value),
                                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private String setting(String topic, String name)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = resource(topic);
        return requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource))
                .get(name)
                .value();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private void write(TopicPartition partition) throws ExecutionException, InterruptedException {
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.send(
                            new ProducerRecord<>(
                                    partition.topic(),
                                    partition.partition(),
                                    new byte[] {1},
                                    new byte[] {2}))
                    .get();
        }
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, int most) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await().atMost(PATIENCE)
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                        return records.size() >= most
                                && consumer.position(partition) == end(partition);
                    });
        }
        return records;
    }

    private long end(TopicPartition partition) throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private long committed(TopicPartition partition)
            throws ExecutionException, InterruptedException {
        return requireNonNull(
                        admin.listConsumerGroupOffsets(GROUP)
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .get(partition))
                .offset();
    }
}
