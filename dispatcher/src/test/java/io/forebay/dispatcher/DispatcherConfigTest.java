package io.forebay.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.dispatcher.purge.PurgeConfig;
import io.forebay.dispatcher.streams.GroupConfig;
import io.forebay.dispatcher.streams.KafkaConfig;
import io.forebay.dispatcher.streams.PaceConfig;
import io.forebay.dispatcher.streams.StateConfig;
import io.forebay.dispatcher.timer.TimingConfig;
import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.topic.Retention;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.trace.TracingConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DispatcherConfigTest {

    @Test
    void hasTheseDefaults() {
        assertThat(read(""))
                .isEqualTo(
                        new DispatcherConfig(
                                new KafkaConfig("localhost:9092", Map.of()),
                                new TopicConfig(24, 24, 3, 2, Duration.ofHours(4)),
                                new OpsConfig("127.0.0.1", 9401),
                                new GroupConfig(
                                        "forebay.dispatcher",
                                        GroupConfig.Protocol.CLASSIC,
                                        Duration.ofSeconds(6),
                                        Duration.ofMillis(1_500),
                                        1),
                                new PaceConfig(
                                        1,
                                        Duration.ofMillis(30),
                                        Duration.ofMillis(1),
                                        Duration.ofMillis(5),
                                        Duration.ofMillis(50),
                                        Duration.ofSeconds(30),
                                        Duration.ofSeconds(60),
                                        Duration.ofSeconds(20)),
                                new StateConfig(Path.of("data/dispatcher"), 256, 96),
                                new TimingConfig(
                                        Duration.ofMillis(200),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(30),
                                        Duration.ofMillis(50),
                                        10_000,
                                        Duration.ofSeconds(10),
                                        Duration.ofMillis(500),
                                        Duration.ofDays(8)),
                                new PurgeConfig(
                                        true, Duration.ofMinutes(10), Duration.ofSeconds(10)),
                                new TracingConfig("", 0.01)));
    }

    @Test
    void keepsPayloadsForAsLongAsWebhooksMayBeTried() {
        assertThat(TimingConfig.DEFAULT.payloadGrace()).isEqualTo(Retention.DELIVERY_LOG);
    }

    @Test
    void readsEveryKey() {
        String yaml =
                """
                kafka: {bootstrap-servers: "broker:9093", properties: {security.protocol: SSL}}
                topics: {flight-partitions: 4, work-partitions: 8, replication-factor: 1, min-insync-replicas: 1, deletion-lag: 30m}
                ops: {host: 0.0.0.0, port: 0}
                group:
                  application-id: other
                  protocol: streams
                  session-timeout: 10s
                  heartbeat-interval: 3s
                  standby-replicas: 0
                pace:
                  threads: 4
                  commit-interval: 10ms
                  linger: 1ms
                  poll-interval: 2ms
                  fetch-wait: 20ms
                  max-block: 5s
                  start-timeout: 10s
                  close-timeout: 3s
                state: {dir: /var/lib/dispatcher, memory-mib: 1024, write-buffer-mib: 512}
                timing:
                  announce-after: 1s
                  start-grace: 2s
                  run-grace: 3s
                  tick: 100ms
                  timers-per-tick: 5
                  housekeeping: 1m
                  held-retry: 4s
                  payload-grace: 2h
                purge: {enabled: false, after: 1h, interval: 1m}
                tracing: {endpoint: "http://collector:4318", sample-ratio: 1}
                """;

        assertThat(read(yaml))
                .isEqualTo(
                        new DispatcherConfig(
                                new KafkaConfig("broker:9093", Map.of("security.protocol", "SSL")),
                                new TopicConfig(4, 8, 1, 1, Duration.ofMinutes(30)),
                                new OpsConfig("0.0.0.0", 0),
                                new GroupConfig(
                                        "other",
                                        GroupConfig.Protocol.STREAMS,
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(3),
                                        0),
                                new PaceConfig(
                                        4,
                                        Duration.ofMillis(10),
                                        Duration.ofMillis(1),
                                        Duration.ofMillis(2),
                                        Duration.ofMillis(20),
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(3)),
                                new StateConfig(Path.of("/var/lib/dispatcher"), 1024, 512),
                                new TimingConfig(
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(3),
                                        Duration.ofMillis(100),
                                        5,
                                        Duration.ofMinutes(1),
                                        Duration.ofSeconds(4),
                                        Duration.ofHours(2)),
                                new PurgeConfig(false, Duration.ofHours(1), Duration.ofMinutes(1)),
                                new TracingConfig("http://collector:4318", 1.0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: {bootstrap-servers: ' '}",
                "ops: {port: 70000}",
                "group: {heartbeat-interval: 6s}",
                "group: {standby-replicas: -1}",
                "pace: {threads: 0}",
                "pace: {commit-interval: 0s}",
                "state: {memory-mib: 10, write-buffer-mib: 11}",
                "timing: {tick: 0s}",
                "timing: {timers-per-tick: 0}",
                "timing: {payload-grace: -1s}",
                "surprise: 1"
            })
    void refusesWhatCannotBe(String yaml) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(ConfigException.class);
    }

    @Test
    void takesOverridesFromTheEnvironment() {
        ConfigReader reader = new ConfigReader(Map.of("FOREBAY_STATE__DIR", "/elsewhere"));

        assertThat(reader.read("", "test", DispatcherConfig.class).state().dir())
                .isEqualTo(Path.of("/elsewhere"));
    }

    @Test
    void doesNotPrintPasswords() {
        DispatcherConfig config =
                read("kafka: {properties: {sasl.jaas.config: 'password=hunter2'}}");

        assertThat(config.toString()).contains("sasl.jaas.config").doesNotContain("hunter2");
    }

    private static DispatcherConfig read(String yaml) {
        return new ConfigReader(Map.of()).read(yaml, "test", DispatcherConfig.class);
    }
}
