package io.forebay.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.objects.PayloadsConfig;
import io.forebay.results.projection.ProjectionConfig;
import io.forebay.results.reader.ReaderConfig;
import io.forebay.results.redis.RedisConfig;
import io.forebay.results.redis.Secret;
import io.forebay.results.webhook.WebhookConfig;
import io.forebay.results.webhook.delivery.LaneConfig;
import io.forebay.results.webhook.retry.RetryConfig;
import io.forebay.results.webhook.send.SenderConfig;
import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.trace.TracingConfig;
import io.forebay.schemas.webhook.TargetConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultStoreConfigTest {

    private final ConfigReader reader = ConfigReader.withoutEnvironment();

    @Test
    void hasADefaultForEveryKey() {
        assertThat(read(""))
                .isEqualTo(ResultStoreConfig.DEFAULT)
                .isEqualTo(
                        new ResultStoreConfig(
                                new KafkaConfig("127.0.0.1:9092", Map.of()),
                                TopicConfig.of(24, 24, 3, 2),
                                new RedisConfig(
                                        "redis://127.0.0.1:6379",
                                        null,
                                        null,
                                        null,
                                        null,
                                        new RedisConfig.Timeouts(
                                                Duration.ofMillis(900),
                                                Duration.ofMillis(500),
                                                Duration.ofMillis(500),
                                                Duration.ofSeconds(5)),
                                        new RedisConfig.Pool(8, 1, 2, 2)),
                                new ProjectionConfig(
                                        "forebay.projection",
                                        ProjectionConfig.GroupProtocol.CONSUMER,
                                        500,
                                        1_048_576,
                                        Duration.ofHours(24),
                                        Duration.ofDays(8),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(2)),
                                new WebhookConfig(
                                        null,
                                        "forebay.webhooks",
                                        TargetConfig.DEFAULT,
                                        new SenderConfig(
                                                Duration.ofSeconds(15),
                                                Duration.ofSeconds(5),
                                                65_536,
                                                Duration.ofSeconds(4)),
                                        new RetryConfig(
                                                List.of(
                                                        Duration.ZERO,
                                                        Duration.ofSeconds(5),
                                                        Duration.ofMinutes(5),
                                                        Duration.ofMinutes(30),
                                                        Duration.ofHours(2),
                                                        Duration.ofHours(5),
                                                        Duration.ofHours(10),
                                                        Duration.ofHours(14),
                                                        Duration.ofHours(20),
                                                        Duration.ofHours(24)),
                                                0.2,
                                                Duration.ofHours(24)),
                                        new LaneConfig(32, 256, 250_000, 10_000, 5)),
                                PayloadsConfig.DEFAULT,
                                new OpsConfig("127.0.0.1", 9084),
                                new TracingConfig("", 0.01)));
        assertThat(reader.read("", "test", ReaderConfig.class))
                .isEqualTo(ReaderConfig.DEFAULT)
                .isEqualTo(
                        new ReaderConfig(RedisConfig.DEFAULT, Duration.ofSeconds(1), 100_000, 256));
    }

    @Test
    void readsEveryKey() {
        assertThat(
                        read(
                                """
                                kafka:
                                  bootstrap-servers: kafka:9093
                                  properties: {security.protocol: SASL_SSL, request.timeout.ms: 5000}
                                topics:
                                  flight-partitions: 6
                                  work-partitions: 12
                                  replication-factor: 1
                                  min-insync-replicas: 1
                                redis:
                                  address: rediss://redis:6380
                                  username: forebay
                                  password: hunter2
                                  trust-store: /etc/forebay/redis.p12
                                  trust-store-password: hunter3
                                  timeouts:
                                    answer: 2s
                                    command: 1s
                                    connect: 700ms
                                    ping-interval: 10s
                                  pool: {size: 16, minimum-idle: 4, threads: 3, netty-threads: 5}
                                projection:
                                  group: other
                                  group-protocol: classic
                                  max-batch-records: 100
                                  max-batch-bytes: 65536
                                  open-job-ttl: 48h
                                  deleted-job-ttl: 216h
                                  commit-interval: 5s
                                  position-check-interval: 3s
                                  max-backoff: 10s
                                webhooks:
                                  secret-key: sealed with this key
                                  group: other-webhooks
                                  targets: {http: true, ports: [80], addresses: ["::1/128"]}
                                  sender: {timeout: 3s, connect-timeout: 1s, answer-limit: 1024, keep-alive: 0s}
                                  retries: {schedule: [0s, 1s], jitter: 0.5, longest-retry-after: 1h}
                                  lanes:
                                    concurrency: 2
                                    queue: 3
                                    max-parked: 4
                                    max-in-memory: 5
                                    failures-to-slow: 6
                                payloads: { directory: elsewhere }
                                ops: {host: 0.0.0.0, port: 8080}
                                tracing: {endpoint: "http://collector:4318", sample-ratio: 0.25}
                                """))
                .isEqualTo(
                        new ResultStoreConfig(
                                new KafkaConfig(
                                        "kafka:9093",
                                        Map.of(
                                                "security.protocol",
                                                new Secret("SASL_SSL"),
                                                "request.timeout.ms",
                                                new Secret("5000"))),
                                TopicConfig.of(6, 12, 1, 1),
                                new RedisConfig(
                                        "rediss://redis:6380",
                                        new Secret("forebay"),
                                        new Secret("hunter2"),
                                        Path.of("/etc/forebay/redis.p12"),
                                        new Secret("hunter3"),
                                        new RedisConfig.Timeouts(
                                                Duration.ofSeconds(2),
                                                Duration.ofSeconds(1),
                                                Duration.ofMillis(700),
                                                Duration.ofSeconds(10)),
                                        new RedisConfig.Pool(16, 4, 3, 5)),
                                new ProjectionConfig(
                                        "other",
                                        ProjectionConfig.GroupProtocol.CLASSIC,
                                        100,
                                        65_536,
                                        Duration.ofDays(2),
                                        Duration.ofDays(9),
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(3),
                                        Duration.ofSeconds(10)),
                                new WebhookConfig(
                                        new Secret("sealed with this key"),
                                        "other-webhooks",
                                        new TargetConfig(true, List.of(80), List.of("::1/128")),
                                        new SenderConfig(
                                                Duration.ofSeconds(3),
                                                Duration.ofSeconds(1),
                                                1024,
                                                Duration.ZERO),
                                        new RetryConfig(
                                                List.of(Duration.ZERO, Duration.ofSeconds(1)),
                                                0.5,
                                                Duration.ofHours(1)),
                                        new LaneConfig(2, 3, 4, 5, 6)),
                                PayloadsConfig.in(Path.of("elsewhere")),
                                new OpsConfig("0.0.0.0", 8080),
                                new TracingConfig("http://collector:4318", 0.25)));
    }

    @Test
    void takesTheEnvironmentFirst() {
        ConfigReader overridden =
                new ConfigReader(Map.of("FOREBAY_REDIS__ADDRESS", "redis://elsewhere:1"));

        assertThat(
                        overridden
                                .read(
                                        "redis: {address: 'redis://here:1'}",
                                        "t",
                                        ResultStoreConfig.class)
                                .redis()
                                .address())
                .isEqualTo("redis://elsewhere:1");
    }

    @Test
    void printsNoSecret() {
        ResultStoreConfig config =
                read(
                        """
                        kafka: {properties: {sasl.jaas.config: hunter1}}
                        redis: {username: forebay, password: hunter2, trust-store-password: hunter3}
                        """);

        assertThat(reader.write(config))
                .contains("sasl.jaas.config", "password")
                .doesNotContain("hunter");
        assertThat(config.toString()).doesNotContain("hunter");
        assertThat(config.kafka().clientProperties()).containsEntry("sasl.jaas.config", "hunter1");
    }

    @Test
    void refusesWhatCannotWork() {
        assertRefused("redis: {address: 'http://x'}", "address must start with");
        assertRefused("redis: {pool: {size: 1, minimum-idle: 2}}", "minimum-idle (2)");
        assertRefused("redis: {timeouts: {answer: 0s}}", "answer must be at least");
        assertRefused("projection: {max-batch-records: 0}", "max-batch-records must be positive");
        assertRefused("ops: {port: 70000}", "port must be");
        assertRefused("redis: {adress: x}", "adress");
    }

    private void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    private ResultStoreConfig read(String yaml) {
        return reader.read(yaml, "test", ResultStoreConfig.class);
    }
}
