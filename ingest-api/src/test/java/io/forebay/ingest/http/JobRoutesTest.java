package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.testing.Outputs;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.Route;
import io.forebay.schemas.wire.Cancellation;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WireProblem;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JobRoutesTest {

    private final TestingServer server = new TestingServer();
    private JobId id;

    @BeforeEach
    void mint() {
        id = server.mint.mint("acme", new Route(42));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void showsTheStateInTheView() {
        put(state(State.RUNNING).setStartedAt(server.clock.millis()));

        var reply = server.get("/v1/jobs/" + id);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("state").asText()).isEqualTo("running");
        assertThat(reply.header("Cache-Control")).contains("private");
        assertThat(reply.header("ETag")).isEmpty();
    }

    @Test
    void answers304ToWhoHasTheLastState() {
        put(state(State.CANCELED));

        var first = server.get("/v1/jobs/" + id);
        var second =
                server.send(
                        server.authorized("/v1/jobs/" + id)
                                .header("If-None-Match", "\"other\", W/" + first.header("ETag")));
        var third =
                server.send(server.authorized("/v1/jobs/" + id).header("If-None-Match", "\"v1\""));

        assertThat(first.header("ETag")).isEqualTo("\"v5\"");
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.text()).isEmpty();
        assertThat(second.header("ETag")).isEqualTo("\"v5\"");
        assertThat(third.status()).isEqualTo(200);
    }

    @Test
    void showsAJobThatIsNotRecordedYetAsQueued() {
        var reply = server.get("/v1/jobs/" + id);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("state").asText()).isEqualTo("queued");
        assertThat(reply.json().path("version").asInt(-1)).isZero();
        assertThat(reply.json().path("createdAt").asText()).isEqualTo("2026-05-06T07:08:09.010Z");
    }

    @Test
    void neverShowsAnAnsweredJobAsQueued() {
        JobId answered = server.mint.mintAnswered("acme", new Route(42));

        assertProblem(server.get("/v1/jobs/" + answered), 503, "view-unavailable");
        assertProblem(server.post("/v1/jobs/" + answered + "/cancel", ""), 503, "view-unavailable");
    }

    @Test
    void answers410ForAJobPastItsRetention() {
        server.clock.advance(Duration.ofHours(24));
        assertThat(server.get("/v1/jobs/" + id).status()).isEqualTo(200);
        server.clock.advance(Duration.ofMillis(1));

        assertProblem(server.get("/v1/jobs/" + id), 410, "gone");
        assertProblem(server.post("/v1/jobs/" + id + "/cancel", ""), 410, "gone");
    }

    @Test
    void keepsATenantsJobsAsLongAsTheTenantsOwnRetentionSays() {
        JobId brief = server.mint.mint("small", new Route(42));
        server.clock.advance(Duration.ofHours(1));
        assertThat(small("/v1/jobs/" + brief).status()).isEqualTo(200);
        server.clock.advance(Duration.ofMillis(1));

        JsonNode problem = assertProblem(small("/v1/jobs/" + brief), 410, "gone");
        assertThat(problem.path("detail").asText()).contains("3600 s");
        assertThat(server.get("/v1/jobs/" + id).status()).isEqualTo(200);
    }

    private TestingServer.Reply small(String path) {
        return server.send(
                server.request(path).header("Authorization", "Bearer " + server.smallKey));
    }

    @Test
    void answers503WhenTheViewCannotSay() {
        server.reader.available = false;

        var reply = server.get("/v1/jobs/" + id);

        assertProblem(reply, 503, "view-unavailable");
        assertThat(reply.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void answersForeignForgedAndMalformedIdsAlikeWithoutLooking() {
        JobId foreign = server.mint.mint("other", new Route(42));
        String last = id.text().endsWith("0") ? "g" : "0";
        String forged = id.text().substring(0, 43) + last;
        String unknown = server.get("/v1/jobs/" + foreign).json().path("detail").asText();

        for (String text : new String[] {foreign.text(), forged, "job_x", "%00", "a%20b", "☃"}) {
            String path = "/v1/jobs/" + text.replace("☃", "%E2%98%83");
            JsonNode problem = assertProblem(server.get(path), 404, "unknown-job");
            assertThat(problem.path("detail").asText()).isEqualTo(unknown);
            assertProblem(server.post(path + "/cancel", ""), 404, "unknown-job");
        }
        assertThat(server.reader.reads).isEmpty();
        assertThat(server.publisher.events).isEmpty();
    }

    @Test
    void waitsNoLongerThanTheLimit() {
        server.reader.afterWait = any -> Optional.of(state(State.CANCELED).build());

        var reply = server.get("/v1/jobs/" + id + "?wait=30s");
        server.get("/v1/jobs/" + id + "?wait=5");
        server.get("/v1/jobs/" + id + "?wait=PT1H");

        assertThat(reply.json().path("terminal").asBoolean()).isTrue();
        assertThat(server.reader.waits)
                .containsExactly(
                        Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(60));
        JsonNode problem =
                assertProblem(
                        server.get("/v1/jobs/" + id + "?wait=soon"), 400, "malformed-request");
        assertThat(problem.path("errors").path(0).path("parameter").asText()).isEqualTo("wait");
    }

    @Test
    void showsOutputsThatAreInTheStore() {
        InferenceOutput output =
                InferenceOutput.newBuilder()
                        .addOutputs(Outputs.floats("c", new long[] {2}, 1, 2))
                        .build();
        put(
                state(State.SUCCEEDED)
                        .setOutput(
                                Payload.newBuilder()
                                        .setRef(server.store.put("out/1", output.toByteString()))));

        assertThat(server.get("/v1/jobs/" + id).json().path("outputs").path(0).path("data").size())
                .isEqualTo(2);
        server.store.broken = true;
        assertProblem(server.get("/v1/jobs/" + id), 503, "view-unavailable");
    }

    @Test
    void takesACancellationOfAnOpenJob() {
        put(state(State.RUNNING));

        var reply = server.post("/v1/jobs/" + id + "/cancel", "");

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(reply.json().path("state").asText()).isEqualTo("running");
        Cancellation sent = server.publisher.events.getFirst().getCancellation();
        assertThat(sent.getJobId()).isEqualTo(id.text());
        assertThat(sent.getTenant()).isEqualTo("acme");
        assertThat(server.publisher.routes).containsExactly(id.route());
    }

    @Test
    void takesACancellationAlsoWhileTheViewIsAway() {
        server.reader.available = false;

        assertThat(server.post("/v1/jobs/" + id + "/cancel", "").status()).isEqualTo(202);
        assertThat(server.publisher.events).hasSize(1);
    }

    @Test
    void refusesACancellationThatIsTooLateAndShowsTheEnd() {
        put(
                state(State.FAILED)
                        .setError(
                                WireProblem.newBuilder()
                                        .setCode("invalid-image")
                                        .setDetail("no picture")));

        JsonNode problem =
                assertProblem(
                        server.post("/v1/jobs/" + id + "/cancel", ""), 409, "already-terminal");

        assertThat(problem.path("job").path("state").asText()).isEqualTo("failed");
        assertThat(problem.path("job").path("error").path("code").asText())
                .isEqualTo("invalid-image");
        assertThat(problem.path("job").path("error").path("status").asInt()).isEqualTo(422);
        assertThat(server.publisher.events).isEmpty();
    }

    private JobState.Builder state(State state) {
        return JobState.newBuilder()
                .setJobId(id.text())
                .setTenant("acme")
                .setVersion(5)
                .setState(state)
                .setCreatedAt(server.clock.millis());
    }

    private void put(JobState.Builder state) {
        server.reader.states.put(id, state.build());
    }
}
