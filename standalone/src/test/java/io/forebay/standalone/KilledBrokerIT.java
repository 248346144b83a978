package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.standalone.broker.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that was killed comes back soon, and leaves no transaction open for ever. */
class KilledBrokerIT {

    private static final TopicPartition PARTITION = new TopicPartition("told", 0);

    /** Below this a broker that was killed need not wait for its own registration to time out. */
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir private Path directory;
    private final int port = FreePorts.any();
    private final int controller = FreePorts.any();
    private Process broker;
    private Admin admin;

    @BeforeEach
    void start() throws IOException {
        broker = process();
        admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                "127.0.0.1:" + port,
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                2000,
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                1000));
        awaitAnswers(Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        admin.close();
        broker.destroyForcibly().onExit().join();
    }

    @Test
    void whatWasUnderWayWhenItWasKilledIsTakenBack() throws Exception {
        admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
        KafkaProducer<String, String> producer = producer();
        try {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(PARTITION.topic(), "committed")).get();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(PARTITION.topic(), "open")).get();
            broker.destroyForcibly().onExit().join();
        } finally {
            // It would wait for the broker to abort.
            producer.close(Duration.ZERO);
        }

        broker = process();
        awaitAnswers(SOON);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(states()).containsOnly(TransactionState.COMPLETE_ABORT));
        // 0 committed, 1 its marker, 2 open, 3 its marker.
        assertThat(end(IsolationLevel.READ_UNCOMMITTED)).isEqualTo(4);
        assertThat(end(IsolationLevel.READ_COMMITTED))
                .as("where readers of what is committed get to")
                .isEqualTo(4);
    }

    private Process process() throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                Main.class.getName(),
                                directory.toString(),
                                Integer.toString(port),
                                Integer.toString(controller),
                                // Transactions without a producer are looked for soon, not after
                                // ten seconds.
                                "transaction.abort.timed.out.transaction.cleanup.interval.ms=1000"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(directory.resolve("broker.log").toFile()))
                .start();
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        "127.0.0.1:" + port,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "killed",
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        1000,
                        // So that it ends soon when there is no broker to abort with.
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        2000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        1000),
                new StringSerializer(),
                new StringSerializer());
    }

    private void awaitAnswers(Duration atMost) {
        await().atMost(atMost)
                .ignoreExceptions()
                .until(() -> admin.listTopics().names().get() != null);
    }

    private List<TransactionState> states() throws ExecutionException, InterruptedException {
        return admin.listTransactions().all().get().stream()
                .map(TransactionListing::state)
                .toList();
    }

    private long end(IsolationLevel isolation) throws ExecutionException, InterruptedException {
        return admin.listOffsets(
                        Map.of(PARTITION, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .partitionResult(PARTITION)
                .get()
                .offset();
    }
}
