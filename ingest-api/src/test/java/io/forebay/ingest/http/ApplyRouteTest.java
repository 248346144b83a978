package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.ModelRecord;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ApplyRouteTest {

    private static final String PATH = "/v1/models/sum/versions/1";
    private static final String DIGEST = "sha256:" + "0a".repeat(32);
    private static final String GOOD =
            body("name: sum\\nversion: '1'\\nlimits: { queue-timeout: 2m }");

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void publishesWhatEveryServiceHasToKnow() {
        var reply = put(PATH, GOOD);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("name").asText()).isEqualTo("sum");
        ModelRecord applied = server.applied.getFirst();
        assertThat(applied.getName() + "/" + applied.getVersion()).isEqualTo("sum/1");
        assertThat(applied.getDigest().size()).isEqualTo(32);
        assertThat(applied.getInputs(0).getShapeList()).containsExactly(-1L, 2L);
        assertThat(applied.getLabelsList()).containsExactly("cat");
        assertThat(applied.getQueueTimeoutMs()).isEqualTo(120_000);
        assertThat(applied.getPolicy().getMaxAttempts()).isEqualTo(3);
        assertThat(applied.getAppliedAt()).isEqualTo(server.clock.millis());
    }

    @Test
    void refusesWhatIsNoFittingModelAndPublishesNothing() {
        assertProblem(put(PATH, "{"), 400, "malformed-request");
        assertProblem(put(PATH, "[]"), 400, "malformed-request");
        assertProblem(put(PATH, GOOD + "}"), 400, "malformed-request");
        assertProblem(
                put(PATH, GOOD.replaceFirst("\\{", "{\"labels\":[],")), 400, "malformed-request");
        assertProblem(put(PATH, "{}"), 422, "invalid-input");
        assertProblem(put("/v1/models/other/versions/1", GOOD), 422, "invalid-input");
        assertProblem(put(PATH, GOOD.replace("sha256:", "md5:")), 422, "invalid-input");
        assertProblem(put(PATH, GOOD.replace("FP32", "FLOAT")), 422, "invalid-input");
        assertProblem(put(PATH, GOOD.replace("[-1,2]", "[-2]")), 422, "invalid-input");
        assertProblem(put(PATH, body("name: sum\\nversion: '1'\\nbatch: 7")), 422, "invalid-input");
        var other = put(PATH, body("name: sum\\nversion: '1'\\ninputs: { b: { batch-axis: 0 } }"));
        assertThat(assertProblem(other, 422, "invalid-input").path("detail").asText())
                .contains("'b'");
        var axis = put(PATH, body("name: sum\\nversion: '1'\\ninputs: { a: { batch-axis: 2 } }"));
        assertThat(assertProblem(axis, 422, "invalid-input").path("detail").asText())
                .contains("inputs.a.batch-axis is 2, but its shape is [-1, 2]");
        String scalar = body("name: sum\\nversion: '1'\\ninputs: { a: { batch-axis: 0 } }");
        assertProblem(put(PATH, scalar.replaceFirst("\\[-1,2]", "[]")), 422, "invalid-input");
        assertProblem(
                put(PATH, GOOD.replace("[-1,2]", "[-1,4611686018427387904,4]")),
                422,
                "invalid-input");
        assertProblem(
                put(PATH, body("name: sum\\nversion: '1'\\ncache: { max-entries: -1 }")),
                422,
                "invalid-input");
        assertProblem(
                put(PATH, body("name: sum\\nversion: '1'\\ncache: { ttl: 999999999999d }")),
                422,
                "invalid-input");
        assertThat(server.applied).isEmpty();
    }

    @Test
    void publishesWhichVersionsShareItsRequests() {
        var reply =
                put(
                        "/v1/models/duo/versions/2",
                        sharing("{\"2\":5,\"1\":95}").replace("'3'", "'2'"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(server.applied.getFirst().getTrafficList())
                .extracting(share -> share.getVersion() + "=" + share.getPercent())
                .containsExactly("1=95", "2=5");
        put(PATH, GOOD);
        assertThat(server.applied.getLast().getTrafficCount()).isZero();
    }

    @Test
    void publishesWhichVersionRunsCopies() {
        var reply =
                put(
                        "/v1/models/duo/versions/2",
                        sharing("{\"1\":100},\"shadow\":{\"version\":\"2\",\"percent\":20}")
                                .replace("'3'", "'2'"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(server.applied.getFirst().getShadow().getVersion()).isEqualTo("2");
        assertThat(server.applied.getFirst().getShadow().getPercent()).isEqualTo(20);
        refuses(
                "{\"1\":100},\"shadow\":{\"version\":\"2\",\"percent\":0}",
                "/shadow",
                "must be 1 to 100, not 0");
        refuses(
                "{\"1\":100},\"shadow\":{\"version\":\"2\"}",
                "/shadow/percent",
                "expected a whole number");
        refuses("{\"1\":100},\"shadow\":[2]", "/shadow/version", "no version can have");
        refuses(
                "{\"1\":100},\"shadow\":{\"version\":\"4\",\"percent\":5}",
                "/shadow/version",
                "is not applied");
    }

    @Test
    void refusesSharesThatCannotBe() {
        refuses("{\"3\":5,\"1\":90}", "/traffic", "add up to 100, not 95");
        refuses("{\"3\":105,\"1\":-5}", "/traffic", "must be 0 to 100");
        refuses("{\"3\":99.5,\"1\":0.5}", "/traffic/3", "expected a whole number");
        refuses("{}", "/traffic", "expected percents by version");
        refuses("[100]", "/traffic", "expected percents by version");
        refuses("{\"\":100}", "/traffic", "no version can have");
        refuses("{\"3\":50,\"4\":50}", "/traffic/4", "is not applied");
        assertProblem(
                put(
                        "/v1/models/duo/versions/3",
                        sharing("{\"3\":50,\"1\":50}").replace("INT32", "INT64")),
                422,
                "invalid-input");
        assertThat(server.applied).isEmpty();
    }

    private void refuses(String traffic, String pointer, String detail) {
        var problem =
                assertProblem(
                        put("/v1/models/duo/versions/3", sharing(traffic)), 422, "invalid-input");
        assertThat(problem.toString()).contains(detail);
        assertThat(problem.path("errors").path(0).path("pointer").asText()).isEqualTo(pointer);
    }

    private static String sharing(String traffic) {
        return """
        {"digest":"%s","manifest":"name: duo\\nversion: '3'","labels":[],"traffic":%s,
         "inputs":[{"name":"x","datatype":"INT32","shape":[-1]}],
         "outputs":[{"name":"y","datatype":"INT32","shape":[-1]}]}
        """
                .formatted(DIGEST, traffic);
    }

    @Test
    void saysWhenNobodyCanSayThatItIsApplied() {
        server.applies.set(false);

        assertProblem(put(PATH, GOOD), 503, "queue-unavailable");
    }

    @Test
    void needsTheScopeOfOperators() {
        var reply = server.send(server.authorized(PATH).PUT(BodyPublishers.ofString(GOOD)));

        assertProblem(reply, 403, "forbidden");
    }

    @Test
    void whoOperatesForOneTenantAppliesNoModelsForAll() {
        var reply =
                server.send(
                        server.request(PATH)
                                .header("Authorization", "Bearer " + server.operateKey)
                                .PUT(BodyPublishers.ofString(GOOD)));

        assertProblem(reply, 403, "forbidden");
        assertThat(server.applied).isEmpty();
    }

    private TestingServer.Reply put(String path, String json) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + server.operatorKey)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json)));
    }

    private static String body(String manifest) {
        return """
        {"digest":"%s","manifest":"%s","labels":["cat"],
         "inputs":[{"name":"a","datatype":"FP32","shape":[-1,2]}],
         "outputs":[{"name":"c","datatype":"FP32","shape":[-1,2]}]}
        """
                .formatted(DIGEST, manifest);
    }
}
