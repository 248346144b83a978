package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.publish.Publisher;
import io.forebay.ingest.testing.Outputs;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.CacheInfo;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WireProblem;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InferRoutesTest {

    private static final String INFER = "/v2/models/sum/infer";
    private static final String JPEG = "\u00ff\u00d8\u00ff\u00e0 and so on";

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void waitsForTheResult() {
        succeeds();

        var reply = server.post(INFER, TestingServer.SUM.replaceFirst("\\{", "{\"id\":\"mine\","));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode answer = reply.json();
        assertThat(answer.path("model_name").asText()).isEqualTo("sum");
        assertThat(answer.path("model_version").asText()).isEqualTo("1");
        assertThat(answer.path("id").asText()).isEqualTo("mine");
        assertThat(answer.path("outputs").path(0).toString())
                .isEqualTo(
                        "{\"name\":\"c\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[4.0,6.5]}");
        assertThat(reply.header("Forebay-Job"))
                .isEqualTo(server.publisher.onlySubmission().getJobId());
        assertThat(reply.header("Forebay-Cache")).isEqualTo("miss");
        assertThat(server.reader.waits).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void answersWithTheBytesBehindTheJsonWhenAsked() {
        succeeds();
        byte[] json =
                """
                {"inputs":[{"name":"a","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}},
                {"name":"b","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}}],
                "outputs":[{"name":"c","parameters":{"binary_data":true}}]}\
                """
                        .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json);
        body.writeBytes(floats(1, 2, 3, 4));

        var reply =
                server.send(
                        server.authorized(INFER)
                                .header("Inference-Header-Content-Length", "" + json.length)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/octet-stream");
        int length = Integer.parseInt(reply.header("Inference-Header-Content-Length"));
        byte[] answer = reply.response().body();
        assertThat(new String(answer, 0, length, StandardCharsets.UTF_8))
                .contains("\"binary_data_size\":8")
                .doesNotContain("\"data\"");
        assertThat(Arrays.copyOfRange(answer, length, answer.length)).isEqualTo(floats(4, 6.5f));
        assertThat(input().getTensors(1).getData().toByteArray()).isEqualTo(floats(3, 4));
    }

    @Test
    void takesTheRawBytesOfTheOneInput() {
        succeeds();

        var reply =
                server.send(
                        server.authorized("/v2/models/one/infer")
                                .header("Inference-Header-Content-Length", "0")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(floats(1, 2, 3))));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Inference-Header-Content-Length")).isNotEmpty();
        assertThat(input().getTensors(0).getShapeList()).containsExactly(3L);
    }

    @Test
    void takesAPicture() {
        succeeds();

        var reply = picture("image/png", JPEG);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        // What it is, whatever it was called.
        assertThat(input().getMedia().getContentType()).isEqualTo("image/jpeg");
        assertProblem(picture("image/jpeg", "GIF89"), 422, "invalid-image");
        assertProblem(picture("image/tiff", JPEG), 415, "unsupported-media-type");
    }

    @Test
    void answersALandedResultWithoutAnyJobAlsoWithoutTheQueue() {
        server.post("/v1/models/sum/jobs", TestingServer.SUM);
        server.reader.landed.put(
                new FlightKey(server.publisher.onlySubmission().getFlightKey()),
                result("job").setCacheUntil(server.clock.millis() + 60_000).build());
        server.publisher.outcome = new Publisher.Outcome.Unavailable("no brokers");

        var reply = server.post(INFER, TestingServer.SUM);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Forebay-Cache")).isEqualTo("hit");
        assertThat(reply.header("Forebay-Job")).isEmpty();
        assertThat(server.publisher.events).hasSize(1);
        assertThat(server.reader.waits).isEmpty();
    }

    @Test
    void answersTheProblemOfAFailedJobWithItsOwnStatus() {
        ends(State.FAILED, "invalid-image");
        JsonNode problem =
                assertProblem(server.post(INFER, TestingServer.SUM), 422, "invalid-image");
        assertThat(problem.path("error").asText()).isEqualTo("because");
        assertThat(problem.path("jobId").asText()).startsWith("job_");
        ends(State.EXPIRED, "queue-timeout");
        assertProblem(server.post(INFER, TestingServer.SUM), 504, "queue-timeout");
        ends(State.CANCELED, "canceled");
        assertProblem(server.post(INFER, TestingServer.SUM), 409, "canceled");
    }

    @Test
    void answersTheJobWhenTheWaitIsOver() {
        var reply = server.post(INFER, TestingServer.SUM, "Prefer", "wait=2");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Location")).startsWith("/v1/jobs/job_");
        assertThat(reply.header("Preference-Applied")).isEqualTo("wait=2");
        assertThat(server.reader.waits).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void answersTheJobWhenTheViewIsAway() {
        server.reader.available = false;

        assertThat(server.post(INFER, TestingServer.SUM).status()).isEqualTo(202);
    }

    @Test
    void submitsWhenAskedToRespondAsynchronously() {
        var reply = server.post(INFER, TestingServer.SUM, "Prefer", "respond-async");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Preference-Applied")).isEqualTo("respond-async");
        assertThat(server.reader.waits).isEmpty();
    }

    @Test
    void saysEveryProblemInTheMemberThatItsClientsRead() {
        JsonNode problem = assertProblem(server.post(INFER, "{}"), 422, "invalid-input");

        assertThat(problem.path("error")).isEqualTo(problem.path("detail"));
        assertThat(problem.path("instance").asText()).isEqualTo(INFER);
    }

    private TestingServer.Reply picture(String type, String latin1) {
        return server.send(
                server.authorized("/v2/models/eyes/infer")
                        .header("Content-Type", type)
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        latin1.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private InferenceInput input() {
        try {
            return InferenceInput.parseFrom(
                    server.publisher.onlySubmission().getInput().getInline());
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private void succeeds() {
        server.reader.afterWait = id -> Optional.of(result(id.text()).build());
    }

    private void ends(State state, String code) {
        server.reader.afterWait =
                id ->
                        Optional.of(
                                JobState.newBuilder()
                                        .setJobId(id.text())
                                        .setState(state)
                                        .setError(
                                                WireProblem.newBuilder()
                                                        .setCode(code)
                                                        .setDetail("because"))
                                        .build());
    }

    private JobState.Builder result(String id) {
        return JobState.newBuilder()
                .setJobId(id.equals("job") ? jobId() : id)
                .setState(State.SUCCEEDED)
                .setCache(CacheInfo.getDefaultInstance())
                .setOutput(Outputs.inline(Outputs.floats("c", new long[] {1, 2}, 4, 6.5f)));
    }

    private String jobId() {
        return new JobId(server.publisher.onlySubmission().getJobId()).text();
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
