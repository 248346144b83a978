package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.dispatcher.meter.DispatcherMeters;
import io.forebay.dispatcher.timer.TimingConfig;
import io.forebay.dispatcher.trace.JobSpans;
import io.forebay.schemas.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.junit.jupiter.api.Test;

final class DispatcherTopologyTest {

    @Test
    void isAsItIsDrawn() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        var dispatch =
                new DispatchSupplier(
                        TimingConfig.DEFAULT,
                        InstantSource.system(),
                        new Random(),
                        topic -> 1,
                        new DispatcherMeters(new SimpleMeterRegistry()),
                        new JobSpans(Tracing.OFF),
                        _ -> {});

        String described =
                DispatcherTopology.build(
                                new TopologyConfig(new StreamsConfig(properties)), dispatch)
                        .describe()
                        .toString()
                        .replaceAll("\\$\\$Lambda/0x[0-9a-f]+@[0-9a-f]+", "");

        assertThat(described.strip()).isEqualTo(drawing().strip());
    }

    private static String drawing() {
        try (var file =
                Objects.requireNonNull(
                        DispatcherTopologyTest.class.getResourceAsStream("/topology.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
