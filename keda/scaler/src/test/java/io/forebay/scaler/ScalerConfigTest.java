package io.forebay.scaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.topic.TopicConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalerConfigTest {

    private final ConfigReader reader = ConfigReader.withoutEnvironment();

    @Test
    void everyKeyHasADefault() {
        ScalerConfig config = reader.read("", "test", ScalerConfig.class);
        assertThat(config).isEqualTo(ScalerConfig.DEFAULT);
        assertThat(config.grpc()).isEqualTo(new ListenConfig("127.0.0.1", 9090));
        assertThat(config.ops()).isEqualTo(new ListenConfig("127.0.0.1", 9403));
        assertThat(config.tls()).isNull();
        assertThat(config.sampleInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.staleAfter()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void everyKeyCanBeSet() {
        ScalerConfig config =
                reader.read(
                        """
                        kafka: { bootstrap-servers: "k:1", properties: { security.protocol: SSL } }
                        topics: { flight-partitions: 4, work-partitions: 8, replication-factor: 1, min-insync-replicas: 1 }
                        grpc: { host: 0.0.0.0, port: 1 }
                        tls: { certificate: c.pem, key: k.pem, client-ca: a.pem }
                        ops: { host: 0.0.0.0, port: 2 }
                        sample-interval: 1s
                        stale-after: 10s
                        """,
                        "test",
                        ScalerConfig.class);
        assertThat(config)
                .isEqualTo(
                        new ScalerConfig(
                                new KafkaConfig("k:1", Map.of("security.protocol", "SSL")),
                                TopicConfig.of(4, 8, 1, 1),
                                new ListenConfig("0.0.0.0", 1),
                                new TlsConfig(Path.of("c.pem"), Path.of("k.pem"), Path.of("a.pem")),
                                new ListenConfig("0.0.0.0", 2),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10)));
    }

    @Test
    void whatIsPrintedHasNoClientSettings() {
        ScalerConfig config =
                new ScalerConfig(
                        new KafkaConfig("k:1", Map.of("sasl.jaas.config", "hush")),
                        TopicConfig.DEFAULT,
                        new ListenConfig("127.0.0.1", 1),
                        null,
                        new ListenConfig("127.0.0.1", 2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60));
        assertThat(reader.write(config)).contains("k:1").doesNotContain("hush");
    }

    @Test
    void refusesToAnswerWithWhatIsOlderThanItLooks() {
        assertThatThrownBy(() -> reader.read("stale-after: 1s", "test", ScalerConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("stale-after");
    }
}
