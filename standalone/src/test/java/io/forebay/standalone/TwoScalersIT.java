package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.ingest.overview.ScaledLane;
import io.forebay.ingest.overview.ScalingConfig;
import io.forebay.scaler.KafkaConfig;
import io.forebay.scaler.ListenConfig;
import io.forebay.scaler.Scaler;
import io.forebay.scaler.ScalerConfig;
import io.forebay.scaler.grpc.KedaMethods;
import io.forebay.scaler.keda.ScaledObjectRef;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Several scalers on one broker: they decide alike, and what one forgets the others remember. */
class TwoScalersIT {

    private static final TopicConfig TOPICS = TopicConfig.of(4, 4, 1, 1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ScaledObjectRef NOTES =
            ScaledObjectRef.newBuilder()
                    .setName("notes")
                    .putScalerMetadata("model", "notes")
                    .putScalerMetadata("coldStartSeconds", "60")
                    .putScalerMetadata("serviceSeconds", "2")
                    .build();

    /** On a whole minute; each half of one is waited for until it is seen. */
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-06T12:00:00Z"));

    @Test
    void decideAlikeAndRememberTogether() throws Exception {
        try (Servers servers = Servers.start(RunningForebay.freshHome());
                Closing closing = new Closing();
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()));
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", servers.bootstrapServers()),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            new TopicCreator(admin, TOPICS, Duration.ofMinutes(1))
                    .ensure(
                            List.of(
                                    Topics.work("notes", Lane.INTERACTIVE),
                                    Topics.work("notes", Lane.BULK)));
            Scaler first = ask(closing.add(start(servers)));
            Scaler second = ask(closing.add(start(servers)));
            for (int step = 0; step < 40; step++) {
                passHalfMinute(producer, first, second);
            }
            JsonNode one = decision(first);
            JsonNode other = decision(second);
            assertThat(one.path("rate").asDouble()).isEqualTo(1, within(0.2));
            assertThat(other.path("replicas")).isEqualTo(one.path("replicas"));
            assertThat(point(other)).isEqualTo(point(one), within(0.05));

            assertThat(asIngestReadsIt(first))
                    .singleElement()
                    .satisfies(lane -> {
                        assertThat(lane.lane()).startsWith("notes/");
                        assertThat(lane.replicas()).isEqualTo(one.path("replicas").asInt());
                        assertThat(lane.why()).hasSize(9).first().asString().startsWith("now");
                    });

            first.close();
            passHalfMinute(producer, second);
            Scaler third = ask(closing.add(start(servers)));
            seen(third);
            assertThat(point(decision(third)))
                    .as("as wise as the one that stayed, from the topic alone")
                    .isEqualTo(point(decision(second)), within(0.1));
        }
    }

    private Scaler start(Servers servers) {
        return Scaler.start(
                new ScalerConfig(
                        new KafkaConfig(servers.bootstrapServers(), Map.of()),
                        TOPICS,
                        new ListenConfig("127.0.0.1", 0),
                        null,
                        new ListenConfig("127.0.0.1", 0),
                        Duration.ofMillis(50),
                        Duration.ofHours(1)),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                now::get);
    }

    /** As KEDA does when it learns of a ScaledObject. */
    private static Scaler ask(Scaler scaler) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", scaler.grpcPort())
                        .usePlaintext()
                        .build();
        try {
            ClientCalls.blockingUnaryCall(
                    channel, KedaMethods.IS_ACTIVE, CallOptions.DEFAULT, NOTES);
        } finally {
            channel.shutdownNow();
        }
        return scaler;
    }

    /**
     * Half a minute in which a record arrives each second, and which each scaler has seen to its
     * end. A look that began while records came may date them half a minute late, as no real second
     * passes here; so the last second begins when all had a look after the last record, and the
     * looks at whole half minutes are exact.
     */
    private void passHalfMinute(KafkaProducer<byte[], byte[]> producer, Scaler... scalers) {
        for (int second = 0; second < 30; second++) {
            var _ =
                    producer.send(
                            new ProducerRecord<>(
                                    Topics.work("notes", Lane.INTERACTIVE).name(), new byte[1]));
            producer.flush();
            if (second == 29) {
                List.of(scalers).forEach(this::seen);
            }
            now.updateAndGet(time -> time.plusSeconds(1));
        }
        List.of(scalers).forEach(this::seen);
    }

    private void seen(Scaler scaler) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        explained(scaler)
                                .path("at")
                                .asText()
                                .equals(Objects.requireNonNull(now.get()).toString()));
    }

    private static JsonNode decision(Scaler scaler) {
        return explained(scaler).path("decision");
    }

    private static double point(JsonNode decision) {
        return decision.path("forecast").path("point").asDouble();
    }

    private static List<ScaledLane> asIngestReadsIt(Scaler scaler) {
        return new ScalingConfig(
                        "http://127.0.0.1:%d/explain.json".formatted(scaler.opsAddress().getPort()))
                .scaling()
                .lanes()
                .orElseThrow();
    }

    private static JsonNode explained(Scaler scaler) {
        try {
            URI page =
                    URI.create(
                            "http://127.0.0.1:%d/explain.json?model=notes"
                                    .formatted(scaler.opsAddress().getPort()));
            try (InputStream read = page.toURL().openStream()) {
                return new ObjectMapper().readTree(read).path("lanes").path(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
