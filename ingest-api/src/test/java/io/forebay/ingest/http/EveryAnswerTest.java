package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.ingest.auth.Scope;
import io.forebay.ingest.publish.Publisher;
import io.forebay.ingest.testing.Outputs;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.CacheInfo;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WireProblem;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers that are alike for many operations, each held against the contract as it comes. */
final class EveryAnswerTest {

    private static final String SUM = "{model}";

    private final TestingServer server = new TestingServer();
    private final TestingJobs jobs = new TestingJobs(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void everyOperationRefusesWhoeverMayNot() {
        for (Route route : server.routes()) {
            if (route.scope().isPresent()) {
                boolean reads = route.scope().get() == Scope.READ;
                String lacking = reads ? server.poorKey : server.readOnlyKey;
                assertThat(status(route, Optional.empty())).as(route.name()).isEqualTo(401);
                assertThat(status(route, Optional.of(lacking))).as(route.name()).isEqualTo(403);
            }
        }
    }

    @Test
    void everyOpenOperationAnswersAnybody() {
        for (Route route : server.routes()) {
            if (route.scope().isEmpty()) {
                assertThat(status(route, Optional.empty())).as(route.name()).isEqualTo(200);
            }
        }
        server.ready.set(false);
        assertThat(server.get("/health/ready").status()).isEqualTo(503);
        assertThat(server.get("/v2/health/ready").status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/models",
                "/v1/models/sum",
                "/v1/limits",
                "/v2",
                "/v2/models/sum",
                "/v2/models/sum/ready",
                "/v2/models/sum/versions/1",
                "/v2/models/sum/versions/1/ready"
            })
    void whatModelsAreIsAnswered(String path) {
        assertThat(server.get(path).status()).isEqualTo(200);
        if (path.contains("sum")) {
            assertThat(server.get(path.replace("sum", "none")).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/models/{model}/jobs",
                "/v1/models/{model}/versions/1/jobs",
                "/v2/models/{model}/infer",
                "/v2/models/{model}/versions/1/infer"
            })
    void everySubmissionIsAnsweredInEveryWay(String path) {
        String sum = path.replace(SUM, "sum");
        assertThat(server.post(sum, TestingServer.SUM, "Prefer", "respond-async").status())
                .isEqualTo(202);
        assertThat(server.post(sum, "{").status()).isEqualTo(400);
        assertThat(server.post(sum, "{}").status()).isEqualTo(422);
        assertThat(server.post(path.replace(SUM, "none"), "{}").status()).isEqualTo(404);
        assertThat(tooLarge(sum).status()).isEqualTo(413);
        assertThat(server.send(body(sum, server.key).header("Content-Type", "text/x")).status())
                .isEqualTo(415);
        server.send(body(sum, server.poorKey));
        assertThat(server.send(body(sum, server.poorKey)).status()).isEqualTo(429);
        endsAs(State.SUCCEEDED, "");
        assertThat(server.post(sum, TestingServer.SUM, "Prefer", "wait=1").status()).isEqualTo(200);
        deletedUnderItsKey(sum);
        server.publisher.outcome = new Publisher.Outcome.Unavailable("no brokers");
        assertThat(server.post(sum, TestingServer.SUM).status()).isEqualTo(503);
    }

    /** Asks before it sends, so that the answer cannot be lost behind what nobody reads. */
    private TestingServer.Reply tooLarge(String path) {
        return server.send(
                server.authorized(path)
                        .header("Content-Type", "application/json")
                        .expectContinue(true)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        " ".repeat(TestingServer.BODY_LIMIT + 1))));
    }

    private void deletedUnderItsKey(String path) {
        String key = "\"" + path + "\"";
        server.publisher.onSent =
                event -> {
                    if (event.hasSubmission()) {
                        server.reader.deleted.add(new JobId(event.getSubmission().getJobId()));
                    }
                };
        assertThat(server.post(path, TestingServer.SUM, "Idempotency-Key", key).status())
                .isEqualTo(410);
        server.publisher.onSent = event -> {};
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/models/sum/infer", "/v2/models/sum/versions/1/infer"})
    void everyInferenceIsAnsweredByTheProblemOfItsJob(String path) {
        for (String end : List.of("409 canceled", "502 execution-failed", "504 run-timeout")) {
            String[] parts = end.split(" ");
            endsAs(State.FAILED, parts[1]);
            assertThat(server.post(path, TestingServer.SUM).status())
                    .isEqualTo(Integer.parseInt(parts[0]));
        }
    }

    @Test
    void everyOperationOnAJobKnowsNoneThatIsGoneOrNeverWas() {
        JobId id = jobs.id();
        server.clock.advance(Duration.ofHours(25));
        for (Route route : server.routes()) {
            // A redrive is an operator's, of a job that may have gone.
            if (route.path().startsWith("/v1/jobs/{id}") && !route.path().endsWith("/redrive")) {
                String gone = route.path().replace("{id}", id.text());
                String never = route.path().replace("{id}", "job_x");
                assertThat(status(route, gone)).as(route.name()).isEqualTo(410);
                assertThat(status(route, never)).as(route.name()).isEqualTo(404);
            }
        }
    }

    @Test
    void noStreamIsBegunBeyondTheLimit() throws java.io.IOException {
        var stream = server.authorized("/v1/feed").header("Accept", "text/event-stream");
        try (Events _ = server.open(stream.copy());
                Events _ = server.open(stream.copy());
                Events _ = server.open(stream.copy())) {
            assertThat(server.send(stream.copy()).status()).isEqualTo(429);
        }
    }

    @Test
    void aCancellationIsRefusedWhenTheQueueIsAway() {
        server.publisher.outcome = new Publisher.Outcome.Unavailable("no brokers");

        assertThat(server.post("/v1/jobs/" + jobs.id() + "/cancel", "").status()).isEqualTo(503);
    }

    private int status(Route route, String path) {
        return server.send(
                        server.authorized(path)
                                .method(route.method().text(), HttpRequest.BodyPublishers.noBody()))
                .status();
    }

    private int status(Route route, Optional<String> key) {
        String path =
                route.path()
                        .replace("{id}", jobs.id().text())
                        .replace("{model}", "sum")
                        .replace("{version}", "1")
                        .replace("{letter}", "letter")
                        .replace("{line}", "1")
                        .replace("{endpoint}", "whe_1")
                        .replace("{key}", "00000000")
                        .replace("{flight}", "0".repeat(64));
        HttpRequest.Builder request =
                server.request(path)
                        .method(route.method().text(), HttpRequest.BodyPublishers.noBody());
        key.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return server.send(request).status();
    }

    private HttpRequest.Builder body(String path, String key) {
        HttpRequest.Builder request =
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .POST(HttpRequest.BodyPublishers.ofString(TestingServer.SUM));
        return key.equals(server.key)
                ? request
                : request.header("Content-Type", "application/json");
    }

    private void endsAs(State state, String code) {
        server.reader.afterWait =
                id -> {
                    JobState.Builder ended =
                            JobState.newBuilder()
                                    .setJobId(id.text())
                                    .setTenant("acme")
                                    .setVersion(2)
                                    .setState(state)
                                    .setCreatedAt(server.clock.millis())
                                    .setCache(CacheInfo.getDefaultInstance());
                    return Optional.of(
                            state == State.SUCCEEDED
                                    ? ended.setOutput(
                                                    Outputs.inline(
                                                            Outputs.floats(
                                                                    "c", new long[] {1, 2}, 4, 6)))
                                            .build()
                                    : ended.setError(
                                                    WireProblem.newBuilder()
                                                            .setCode(code)
                                                            .setDetail("because"))
                                            .build());
                };
    }
}
