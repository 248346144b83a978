package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.admission.LaneOffsets;
import io.forebay.ingest.admission.ModelLane;
import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ModelRoutesTest {

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void showsWhatAModelTakesAndWhatWaitsForIt() {
        server.backlog.accept(
                Map.of(new ModelLane("eyes", Lane.BULK), new LaneOffsets(10, 3)),
                server.clock.instant());

        JsonNode model = server.get("/v1/models/eyes").json();

        assertThat(model.path("name").asText()).isEqualTo("eyes");
        assertThat(model.path("inputs").path(0).toString())
                .isEqualTo("{\"name\":\"image\",\"datatype\":\"FP32\",\"shape\":[-1,3,8,8]}");
        assertThat(model.path("accepts").toString()).contains("image/webp");
        assertThat(model.path("task").asText()).isEqualTo("object-detection");
        assertThat(model.path("labels").asInt()).isEqualTo(2);
        assertThat(model.path("limits").path("queueTimeout").asDouble()).isEqualTo(600);
        assertThat(model.path("cache").path("ttl").asDouble(-1)).isZero();
        assertThat(model.path("batching").path("maxBatchSize").asInt()).isEqualTo(8);
        assertThat(model.path("lanes").path("bulk").path("backlog").asInt()).isEqualTo(7);
        assertThat(model.path("lanes").path("interactive").path("backlog").asInt(-1)).isZero();
    }

    @Test
    void showsWhatALaneDoesAndWhoSharesIt() {
        ModelLane lane = new ModelLane("eyes", Lane.BULK);
        server.backlog.accept(Map.of(lane, new LaneOffsets(10, 3)), server.clock.instant());
        assertThat(bulk().has("throughput")).isFalse();
        assertThat(bulk().has("replicas")).isFalse();

        server.clock.advance(Duration.ofSeconds(2));
        server.backlog.accept(Map.of(lane, new LaneOffsets(10, 10)), server.clock.instant());
        server.backlog.acceptWorkers(Map.of(lane, 3));

        assertThat(bulk().path("throughput").asDouble()).isEqualTo(3.5);
        assertThat(bulk().path("replicas").asInt()).isEqualTo(3);
    }

    private JsonNode bulk() {
        return server.get("/v1/models/eyes").json().path("lanes").path("bulk");
    }

    @Test
    void showsWhichVersionsShareItsRequests() {
        assertThat(server.get("/v1/models/duo").json().path("traffic").toString())
                .isEqualTo("{\"1\":50,\"2\":50}");
        assertThat(server.get("/v1/models/duo").json().path("shadow").toString())
                .isEqualTo("{\"version\":\"1\",\"percent\":10}");
        assertThat(server.get("/v1/models/sum").json().has("traffic")).isFalse();
        assertThat(server.get("/v1/models/sum").json().has("shadow")).isFalse();
    }

    @Test
    void listsModels() {
        JsonNode list = server.get("/v1/models").json();

        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.path("data").findValuesAsText("object")).containsOnly("model").hasSize(6);
        assertThat(list.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void speaksTheMetadataOfTheOpenInferenceProtocol() {
        assertThat(server.get("/v2").json().path("extensions").toString())
                .isEqualTo("[\"binary_tensor_data\"]");
        for (String path : new String[] {"/v2/models/sum", "/v2/models/sum/versions/1"}) {
            assertThat(server.get(path).json().toString())
                    .isEqualTo(
                            "{\"name\":\"sum\",\"versions\":[\"1\"],\"platform\":\"onnxruntime_onnx\","
                                    + "\"inputs\":[{\"name\":\"a\",\"datatype\":\"FP32\",\"shape\":[-1,2]},"
                                    + "{\"name\":\"b\",\"datatype\":\"FP32\",\"shape\":[-1,2]}],"
                                    + "\"outputs\":[{\"name\":\"c\",\"datatype\":\"FP32\",\"shape\":[-1,2]}]}");
            assertThat(server.get(path + "/ready").json().path("ready").asBoolean()).isTrue();
        }
        assertProblem(server.get("/v2/models/none/ready"), 404, "unknown-model");
        assertProblem(server.get("/v2/models/sum/versions/2"), 404, "unknown-model");
    }

    @Test
    void saysWhenItIsNotReady() {
        assertThat(server.get("/v2/health/ready").json().path("ready").asBoolean()).isTrue();
        server.ready.set(false);

        assertProblem(server.get("/health/ready"), 503, "not-ready");
        assertProblem(server.get("/v2/health/ready"), 503, "not-ready");
        assertThat(server.get("/health/live").status()).isEqualTo(200);
        assertThat(server.get("/v2/health/live").status()).isEqualTo(200);
        assertThat(server.get("/health/started").status()).isEqualTo(200);
    }

    @Test
    void publishesTheLimits() {
        JsonNode limits = server.get("/v1/limits").json();

        assertThat(limits.path("caller").toString())
                .isEqualTo(
                        "{\"tenant\":\"acme\",\"scopes\":[\"submit\",\"read\"],\"operator\":false}");
        assertThat(limits.path("bodyBytes").asInt()).isEqualTo(TestingServer.BODY_LIMIT);
        assertThat(limits.path("jsonDepth").asInt()).isEqualTo(64);
        assertThat(limits.path("wait").asInt()).isEqualTo(60);
        assertThat(limits.path("retention").asInt()).isEqualTo(86_400);
        JsonNode small =
                server.send(
                                server.request("/v1/limits")
                                        .header("Authorization", "Bearer " + server.smallKey))
                        .json();
        assertThat(small.path("retention").asInt()).isEqualTo(3_600);
        assertThat(small.path("openJobs").asInt()).isEqualTo(2);
        assertThat(limits.path("metadata").path("pairs").asInt()).isEqualTo(16);
        assertThat(limits.path("rate").path("burst").asInt()).isEqualTo(1_000_000);
        assertThat(server.get("/metrics").header("Content-Type")).startsWith("text/plain");
    }
}
