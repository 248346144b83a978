package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.admission.LaneOffsets;
import io.forebay.ingest.admission.ModelLane;
import io.forebay.ingest.overview.ScaledLane;
import io.forebay.results.pulse.DeliveryPulse;
import io.forebay.results.pulse.LanePulse;
import io.forebay.results.pulse.Latencies;
import io.forebay.results.pulse.Pulse;
import io.forebay.results.pulse.PulseSlot;
import io.forebay.results.pulse.WorkerPulse;
import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OverviewRoutesTest {

    private static final ModelLane BULK = new ModelLane("eyes", Lane.BULK);

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void showsWhatWaitsAndSinceWhen() {
        sample(0, 0);
        sample(10, 0);
        sample(12, 4);

        JsonNode lane = lane(server.get("/v1/overview").json(), "bulk");

        assertThat(lane.path("waiting").asInt()).isEqualTo(8);
        assertThat(lane.path("oldestSeconds").asDouble())
                .as("the ten came with the second look")
                .isEqualTo(1);
        assertThat(lane.path("throughput").asDouble()).isEqualTo(4);
    }

    @Test
    void showsWhatEndedInTheLastMinute() {
        server.pulse = Optional.of(pulse());

        JsonNode seen = server.get("/v1/overview").json();

        assertThat(seen.path("pulse").asBoolean()).isTrue();
        JsonNode lane = lane(seen, "bulk");
        assertThat(lane.path("ended").path("succeeded").asInt()).isEqualTo(120);
        assertThat(lane.path("endedPerSecond").asDouble()).isEqualTo(2);
        assertThat(lane.path("cache").toString())
                .isEqualTo("{\"hit\":60,\"coalesced\":20,\"miss\":40}");
        assertThat(lane.path("batches").path("meanSize").asDouble()).isEqualTo(4);
        assertThat(lane.path("batches").path("fill").asDouble()).isEqualTo(0.5);
        assertThat(lane.path("latency").path("p50").asDouble()).isCloseTo(0.1, within(0.02));
        assertThat(lane(seen, "interactive").has("latency")).isFalse();
        assertThat(seen.path("totals").path("ended").path("succeeded").asInt()).isEqualTo(120);
        assertThat(seen.path("totals").path("batches").path("fill").asDouble()).isEqualTo(0.5);
        assertThat(seen.path("series").path("points")).hasSize(1);
    }

    @Test
    void saysThatItDoesNotKnowWhatEnded() {
        JsonNode seen = server.get("/v1/overview").json();

        assertThat(seen.path("pulse").asBoolean(true)).isFalse();
        assertThat(seen.path("totals").path("endedPerSecond").asDouble(-1)).isZero();
    }

    @Test
    void onlyWhoOperatesSeesWorkersAndWhatIsOfAllTenants() {
        server.pulse = Optional.of(pulse());
        JsonNode reader = server.get("/v1/overview").json();
        assertThat(reader.has("workers")).isFalse();
        assertThat(reader.has("deliveries")).isFalse();
        assertThat(reader.has("deadLetters")).isFalse();

        JsonNode operator =
                server.send(
                                server.request("/v1/overview")
                                        .header("Authorization", "Bearer " + server.watchKey))
                        .json();

        JsonNode worker = operator.path("workers").path(0);
        assertThat(worker.path("id").asText()).isEqualTo("w1");
        assertThat(worker.path("meanBatchSize").asDouble()).isEqualTo(4);
        assertThat(worker.path("busy").asDouble()).isCloseTo(0.05, within(1e-9));
        assertThat(operator.path("deliveries").path("delivered").asInt()).isEqualTo(3);
        assertThat(operator.path("deadLetters").path("kept").asInt(-1)).isZero();
    }

    @Test
    void whoOperatesIsToldWhyThereAreAsManyWorkers() {
        server.scaling =
                Optional.of(
                        List.of(
                                new ScaledLane(
                                        "eyes/bulk",
                                        "2026-01-01T00:00:00Z",
                                        3,
                                        2,
                                        List.of("now 7 items/s", "so 3"))));
        assertThat(server.get("/v1/overview").json().has("scaling")).isFalse();

        JsonNode scaling =
                server.send(
                                server.request("/v1/overview")
                                        .header("Authorization", "Bearer " + server.watchKey))
                        .json()
                        .path("scaling");

        assertThat(scaling).hasSize(1);
        assertThat(scaling.path(0).toString())
                .isEqualTo(
                        "{\"lane\":\"eyes/bulk\",\"at\":\"2026-01-01T00:00:00Z\",\"replicas\":3,"
                                + "\"workers\":2,\"why\":[\"now 7 items/s\",\"so 3\"]}");
    }

    @Test
    void looksAtMostOnceASecond() {
        server.get("/v1/overview");
        server.pulse = Optional.of(pulse());
        assertThat(server.get("/v1/overview").json().path("pulse").asBoolean()).isFalse();

        server.clock.advance(Duration.ofSeconds(1));
        assertThat(server.get("/v1/overview").json().path("pulse").asBoolean()).isTrue();
    }

    private void sample(long ends, long committed) {
        server.clock.advance(Duration.ofSeconds(1));
        server.backlog.accept(
                Map.of(BULK, new LaneOffsets(ends, committed)), server.clock.instant());
    }

    private static JsonNode lane(JsonNode overview, String lane) {
        for (JsonNode one : overview.path("lanes")) {
            if (one.path("model").asText().equals("eyes")
                    && one.path("lane").asText().equals(lane)) {
                return one;
            }
        }
        throw new AssertionError("no lane " + lane + " in " + overview);
    }

    private Pulse pulse() {
        long now = server.clock.millis();
        Latencies took = Latencies.NONE;
        for (int i = 0; i < 120; i++) {
            took = took.plus(Latencies.of(100));
        }
        LanePulse lane =
                new LanePulse(
                        "eyes",
                        "bulk",
                        new LanePulse.Ended(120, 0, 0, 0),
                        60,
                        20,
                        40,
                        10,
                        took,
                        Latencies.NONE);
        return new Pulse(
                now,
                List.of(
                        new PulseSlot(
                                now - now % PulseSlot.MILLIS,
                                List.of(lane),
                                List.of(new WorkerPulse("w1", "eyes", 40, 10, 3000, now)),
                                new DeliveryPulse(3, 0, 0))));
    }
}
