package io.forebay.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {

    record Server(int port, Duration idleTimeout, Kafka kafka) {}

    record Kafka(String bootstrapServers, Map<String, String> properties) {

        Kafka {
            if (bootstrapServers == null) {
                throw new IllegalArgumentException("bootstrap-servers is missing");
            }
        }
    }

    private static final String YAML =
            """
            port: 8080
            idle-timeout: 250ms
            kafka:
              bootstrap-servers: kafka:9092
              properties: {"linger.ms": "5"}
            """;

    @Test
    void readsKebabCaseIntoRecords() {
        assertThat(read(YAML, Map.of()))
                .isEqualTo(
                        new Server(
                                8080,
                                Duration.ofMillis(250),
                                new Kafka("kafka:9092", Map.of("linger.ms", "5"))));
    }

    @Test
    void printsKeysAloneNotWhatRecordsSayOfThemselves() {
        record Endpoint(String url) {
            @SuppressWarnings("unused") // as the records of configurations have
            public boolean isSet() {
                return !url.isEmpty();
            }
        }

        assertThat(ConfigReader.withoutEnvironment().write(new Endpoint("http://a")))
                .contains("url: \"http://a\"")
                .doesNotContain("set:");
    }

    @Test
    void theEnvironmentOverridesByPath() {
        Server server =
                read(
                        YAML,
                        Map.of(
                                "FOREBAY_KAFKA__BOOTSTRAP_SERVERS", "other:9092",
                                "FOREBAY_PORT", "is not a path and is left alone"));

        assertThat(server.kafka().bootstrapServers()).isEqualTo("other:9092");
        assertThat(server.port()).isEqualTo(8080);
    }

    @Test
    void anEmptyVariableIsAnEmptyText() {
        Server server = read(YAML, Map.of("FOREBAY_KAFKA__BOOTSTRAP_SERVERS", ""));

        assertThat(server.kafka().bootstrapServers()).isEmpty();
    }

    @Test
    void refusesUnknownKeysByName() {
        assertThatThrownBy(() -> read(YAML + "prot: 1\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("test.yaml")
                .hasMessageContaining("prot");
    }

    @Test
    void saysWhereAValueIsWrong() {
        assertThatThrownBy(() -> read("idle-timeout: soon\n", Map.of()))
                .hasMessageContaining("idle-timeout")
                .hasMessageContaining("expected 250ms, 5s, 10m, 2h or 7d");
        assertThatThrownBy(() -> read("kafka: {}\n", Map.of()))
                .hasMessageContaining("kafka")
                .hasMessageContaining("bootstrap-servers is missing");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() ->
                        ConfigReader.withoutEnvironment()
                                .read(Path.of("nowhere.yaml"), Server.class))
                .hasMessageContaining("nowhere.yaml");
    }

    @Test
    void understandsDurationsAsPeopleWriteThem() {
        assertThat(Durations.parse("7d")).contains(Duration.ofDays(7));
        assertThat(Durations.parse("2h")).contains(Duration.ofHours(2));
        assertThat(Durations.parse("10m")).contains(Duration.ofMinutes(10));
        assertThat(Durations.parse("30s")).contains(Duration.ofSeconds(30));
        assertThat(Durations.parse("PT1.5S")).contains(Duration.ofMillis(1500));
        assertThat(Durations.parse("-5s")).isEmpty();
        assertThat(Durations.parse("PT-5S")).isEmpty();
        assertThat(Durations.parse("30")).isEmpty();
    }

    /** So that nobody who counts in nanoseconds, or adds one to a time, gets beyond a long. */
    @Test
    void knowsNoDurationOverAHundredYears() {
        assertThat(Durations.parse("36500d")).contains(Duration.ofDays(36_500));
        assertThat(Durations.parse("36501d")).isEmpty();
        assertThat(Durations.parse("999999999999d")).isEmpty();
        assertThat(Durations.parse("PT9999999999H")).isEmpty();
    }

    private static Server read(String yaml, Map<String, String> environment) {
        return new ConfigReader(environment).read(yaml, "test.yaml", Server.class);
    }
}
