package io.forebay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.forebay.standalone.broker.BrokerPorts;
import io.forebay.standalone.broker.EmbeddedKafka;
import io.forebay.worker.fake.ShareConsumerContract;
import io.forebay.worker.poll.LoneRuns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers' members of share groups, as they are set up, on a broker. */
class KafkaShareGroupIT extends ShareConsumerContract {

    private static final Duration LOCK = Duration.ofSeconds(2);

    @TempDir private static Path directory = Path.of("");

    private static EmbeddedKafka kafka;
    private static int models;

    private String model = "";
    private KafkaClients clients = clients();
    private int members;

    @BeforeAll
    static void startKafka() throws IOException {
        String lock = Long.toString(LOCK.toMillis());
        kafka =
                EmbeddedKafka.start(
                        directory,
                        new BrokerPorts(freePort(), freePort()),
                        Map.of(
                                "group.share.min.record.lock.duration.ms",
                                lock,
                                "group.share.record.lock.duration.ms",
                                lock));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void applyAModel() {
        model = "m" + models++;
        clients = clients();
        clients.ensure(List.of(Topics.work(model, Lane.BULK)));
    }

    @Test
    void aNoteOfARunAloneIsFoundByOthersAndOfThatRecordOnly() {
        TopicPartition partition = new TopicPartition(Topics.work(model, Lane.BULK).name(), 0);
        LoneRuns notes = clients.loneRuns(model, Lane.BULK);
        assertThat(notes.noted(partition, 7)).isZero();
        notes.note(partition, 7, 1);

        LoneRuns others = clients().loneRuns(model, Lane.BULK);
        assertThat(others.noted(partition, 7)).isEqualTo(1);
        assertThat(others.noted(partition, 8)).isZero();

        others.note(partition, 7, 2);
        assertThat(notes.noted(partition, 7)).isEqualTo(2);
        others.note(partition, 7, 0);
        assertThat(notes.noted(partition, 7)).isZero();
    }

    @Override
    protected ShareConsumer<byte[], byte[]> member(int maxPollRecords) {
        ShareConsumer<byte[], byte[]> member =
                clients.share(model, Lane.BULK, maxPollRecords, ++members);
        member.subscribe(List.of(Topics.work(model, Lane.BULK).name()));
        return member;
    }

    @Override
    protected void send(int records) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int record = 0; record < records; record++) {
                var _ =
                        producer.send(
                                new ProducerRecord<>(
                                        Topics.work(model, Lane.BULK).name(), new byte[] {1}));
            }
        }
    }

    @Override
    protected Duration lock() {
        return LOCK;
    }

    private static KafkaClients clients() {
        WorkerConfig config =
                ConfigReader.withoutEnvironment()
                        .read(
                                "kafka: { bootstrap-servers: \"%s\" }"
                                        .formatted(kafka.bootstrapServers()),
                                "test",
                                WorkerConfig.class);
        return new KafkaClients(config.kafka(), TopicConfig.of(1, 1, 1, 1), "w");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
