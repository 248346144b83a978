package io.forebay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.objects.PayloadsConfig;
import io.forebay.objects.S3Config;
import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.trace.TracingConfig;
import io.forebay.schemas.wire.Lane;
import io.forebay.worker.WorkerConfig.DecodeConfig;
import io.forebay.worker.WorkerConfig.KafkaConfig;
import io.forebay.worker.WorkerConfig.LaneConfig;
import io.forebay.worker.WorkerConfig.OpsConfig;
import io.forebay.worker.WorkerConfig.RunConfig;
import io.forebay.worker.WorkerConfig.WithdrawalConfig;
import io.forebay.worker.onnx.OnnxConfig;
import io.forebay.worker.onnx.OnnxConfig.ExecutionProvider;
import io.forebay.worker.process.IsolationConfig;
import io.forebay.worker.process.IsolationConfig.Mode;
import io.forebay.worker.repository.RemoteModelsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkerConfigTest {

    @Test
    void hasTheseDefaults() {
        assertThat(read("{}"))
                .isEqualTo(
                        new WorkerConfig(
                                "",
                                List.of(),
                                Path.of("models"),
                                new RemoteModelsConfig(
                                        "",
                                        "",
                                        S3Config.DEFAULT,
                                        Path.of("model-cache"),
                                        21_474_836_480L,
                                        Duration.ofMinutes(10)),
                                true,
                                PayloadsConfig.DEFAULT,
                                new KafkaConfig(
                                        "localhost:9092",
                                        Map.of(),
                                        Duration.ofMillis(1),
                                        256,
                                        Duration.ofMillis(200),
                                        Duration.ofSeconds(5)),
                                TopicConfig.DEFAULT,
                                new OpsConfig("127.0.0.1", 9402),
                                new LaneConfig(512, 268_435_456L),
                                new LaneConfig(512, 268_435_456L),
                                new DecodeConfig(0, 32, Duration.ofSeconds(10), 8),
                                new RunConfig(
                                        Duration.ofSeconds(30),
                                        Duration.ofMillis(250),
                                        3,
                                        2,
                                        10_000),
                                new WithdrawalConfig(Duration.ofHours(1), 100_000),
                                65_536,
                                Duration.ofSeconds(30),
                                new OnnxConfig(ExecutionProvider.CPU, 0, 1, false, Map.of()),
                                new IsolationConfig(Mode.PROCESS, 256, Duration.ofSeconds(5), ""),
                                new TracingConfig("", 0.01)));
    }

    @Test
    void readsEveryKey() {
        assertThat(
                        read(
                                """
                                worker-id: w1
                                models: [a, b]
                                model-repository: /var/models
                                remote-models:
                                  url: https://models.example/forebay
                                  token: sesame
                                  s3: { endpoint: "http://minio:9000", path-style: true }
                                  cache-directory: /var/cache
                                  cache-bytes: 21
                                  timeout: 22s
                                apply-models: false
                                payloads: { directory: /var/payloads }
                                kafka:
                                  bootstrap-servers: k:1
                                  properties: {security.protocol: SSL}
                                  linger: 2ms
                                  max-poll-records: 10
                                  commit-interval: 1s
                                  revoke-timeout: 2s
                                topics:
                                  flight-partitions: 6
                                  work-partitions: 12
                                  replication-factor: 1
                                  min-insync-replicas: 1
                                ops: {host: 0.0.0.0, port: 1}
                                interactive: {max-items: 2, max-bytes: 3}
                                bulk: {max-items: 4, max-bytes: 5}
                                decode: {threads: 6, fetches: 7, timeout: 23s, max-hanging: 24}
                                run:
                                  ageing: 8s
                                  report-start-after: 9ms
                                  recycle-after: 10
                                  versions-kept: 11
                                  remembered-verdicts: 12
                                withdrawals: {keep: 13m, max-entries: 14}
                                output-inline-limit: 15
                                drain-timeout: 16s
                                onnx:
                                  execution-provider: cuda
                                  device-id: 17
                                  intra-op-threads: 18
                                  shared-threads: true
                                  provider-options: {gpu_mem_limit: "19"}
                                tracing: {endpoint: "http://collector:4318/", sample-ratio: 0}
                                isolation:
                                  mode: none
                                  heap-mib: 64
                                  hang-grace: 20s
                                  scratch-directory: /scratch
                                """))
                .isEqualTo(
                        new WorkerConfig(
                                "w1",
                                List.of("a", "b"),
                                Path.of("/var/models"),
                                new RemoteModelsConfig(
                                        "https://models.example/forebay",
                                        "sesame",
                                        new S3Config(
                                                "http://minio:9000",
                                                "us-east-1",
                                                true,
                                                "",
                                                "",
                                                Duration.ofSeconds(2),
                                                Duration.ofSeconds(10),
                                                Duration.ofSeconds(20)),
                                        Path.of("/var/cache"),
                                        21L,
                                        Duration.ofSeconds(22)),
                                false,
                                PayloadsConfig.in(Path.of("/var/payloads")),
                                new KafkaConfig(
                                        "k:1",
                                        Map.of("security.protocol", "SSL"),
                                        Duration.ofMillis(2),
                                        10,
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(2)),
                                TopicConfig.of(6, 12, 1, 1),
                                new OpsConfig("0.0.0.0", 1),
                                new LaneConfig(2, 3L),
                                new LaneConfig(4, 5L),
                                new DecodeConfig(6, 7, Duration.ofSeconds(23), 24),
                                new RunConfig(
                                        Duration.ofSeconds(8), Duration.ofMillis(9), 10, 11, 12),
                                new WithdrawalConfig(Duration.ofMinutes(13), 14),
                                15,
                                Duration.ofSeconds(16),
                                new OnnxConfig(
                                        ExecutionProvider.CUDA,
                                        17,
                                        18,
                                        true,
                                        Map.of("gpu_mem_limit", "19")),
                                new IsolationConfig(
                                        Mode.NONE, 64, Duration.ofSeconds(20), "/scratch"),
                                new TracingConfig("http://collector:4318/", 0.0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kafka: {max-poll-records: 5000}}",
                "{kafka: {commit-interval: 0ms}}",
                "{ops: {port: 70000}}",
                "{interactive: {max-items: 0}}",
                "{bulk: {max-bytes: 0}}",
                "{decode: {threads: -1}}",
                "{decode: {timeout: 0s}}",
                "{decode: {max-hanging: -1}}",
                "{run: {versions-kept: 0}}",
                "{run: {ageing: 0s}}",
                "{run: {report-start-after: 0s}}",
                "{models: [Not-A-Name]}",
                "{remote-models: {url: 'ftp://models.example'}}",
                "{remote-models: {cache-bytes: 0}}",
                "{remote-models: {timeout: 0s}}",
                "{output-inline-limit: 10000000}",
                "{unknown: 1}",
            })
    void refusesWhatCannotWork(String yaml) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(ConfigException.class);
    }

    @Test
    void doesNotPrintPasswords() {
        WorkerConfig config =
                read(
                        "{kafka: {properties: {sasl.jaas.config: secret-1}},"
                                + " remote-models: {url: 'https://models.example', token: secret-2}}");

        assertThat(config.toString())
                .doesNotContain("secret-1", "secret-2")
                .contains("sasl.jaas.config", "https://models.example");
    }

    @Test
    void letsNoPropertyUndoWhatThePromisesRestOn() {
        KafkaConfig config =
                read("""
                kafka:
                  properties:
                    enable.auto.commit: "true"
                    group.id: mine
                    isolation.level: read_committed
                    acks: "1"
                    enable.idempotence: "false"
                    sasl.mechanism: PLAIN
                """)
                        .kafka();
        KafkaClients clients = new KafkaClients(config, TopicConfig.DEFAULT, "w1");

        assertThat(clients.laneProperties("m", Lane.BULK))
                .containsEntry("enable.auto.commit", false)
                .containsEntry("group.id", "forebay.worker.m.bulk")
                .containsEntry("group.protocol", "consumer")
                .containsEntry("isolation.level", "read_uncommitted")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("max.poll.records", 256)
                .containsEntry("client.id", "w1-m-bulk")
                .containsEntry("sasl.mechanism", "PLAIN");
        assertThat(clients.producerProperties())
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("linger.ms", 1L)
                .containsEntry("sasl.mechanism", "PLAIN");
    }

    private static WorkerConfig read(String yaml) {
        return ConfigReader.withoutEnvironment().read(yaml, "test", WorkerConfig.class);
    }
}
