package io.forebay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.forebay.client.testing.TestingForebay;
import io.forebay.client.testing.TestingForebay.Asked;
import io.forebay.client.testing.TestingForebay.Reply;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForebayClientTest {

    private static final String SUBMIT = "POST /v1/models/sum/jobs";
    private static final String QUEUED =
            "{\"id\":\"job_1\",\"object\":\"job\",\"state\":\"queued\",\"terminal\":false,\"version\":1}";
    private static final String DONE =
            "{\"id\":\"job_1\",\"object\":\"job\",\"state\":\"succeeded\",\"terminal\":true,\"version\":3,\"cache\":{\"status\":\"miss\"}}";
    private static final JobInput TEXT = new JobInput.Json("{\"inputs\":[]}");

    private final TestingForebay server = new TestingForebay();
    private final Clients clients = new Clients(server);
    private final ForebayClient client = clients.client;

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    @Test
    void submitsTensorsAsBytesBehindJson() {
        server.answer(SUBMIT, Reply.json(202, QUEUED));
        Tensor tensor =
                new Tensor(
                        "x",
                        Datatype.UINT8,
                        Shape.of(1, 2),
                        ByteString.copyFrom(new byte[] {7, 8}));

        Job job = client.submit("sum", new JobInput.Tensors(List.of(tensor)), JobOptions.DEFAULT);

        assertThat(job.id()).isEqualTo("job_1");
        assertThat(job.ended()).isFalse();
        Asked asked = server.last();
        int json = Integer.parseInt(asked.header("Inference-header-content-length"));
        assertThat(asked.text().substring(0, json))
                .isEqualTo(
                        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"UINT8\",\"shape\":[1,2],\"parameters\":{\"binary_data_size\":2}}]}");
        assertThat(asked.body()).hasSize(json + 2).endsWith(7, 8);
        assertThat(asked.header("Authorization")).isEqualTo("Bearer fb_key");
    }

    @Test
    void saysEveryOptionInItsHeader() {
        server.answer(SUBMIT, Reply.json(202, QUEUED));

        client.submit(
                "sum",
                TEXT,
                JobOptions.DEFAULT
                        .key("a \"key\"")
                        .lane("bulk")
                        .cacheControl("no-store")
                        .waitUpTo(Duration.ofSeconds(9))
                        .times(
                                new JobOptions.Times(
                                        Duration.ofMinutes(2),
                                        Duration.ofSeconds(3),
                                        Instant.parse("2030-01-01T00:00:00Z")))
                        .metadata(Map.of("who", "Zoë"))
                        .orderingKey("session 7")
                        .callback(
                                new JobOptions.Callback(
                                        "https://example.com/x",
                                        List.of("job.succeeded", "job.failed"))));

        Asked asked = server.last();
        assertThat(asked.header("Idempotency-key")).isEqualTo("\"a \\\"key\\\"\"");
        assertThat(asked.header("Forebay-lane")).isEqualTo("bulk");
        assertThat(asked.header("Cache-control")).isEqualTo("no-store");
        assertThat(asked.header("Forebay-ordering-key")).isEqualTo("session 7");
        assertThat(asked.header("Prefer")).isEqualTo("wait=9");
        assertThat(asked.header("Forebay-queue-timeout")).isEqualTo("PT2M");
        assertThat(asked.header("Forebay-run-timeout")).isEqualTo("PT3S");
        assertThat(asked.header("Forebay-deadline")).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(asked.header("Forebay-metadata")).isEqualTo("{\"who\":\"Zo\\u00EB\"}");
        assertThat(asked.header("Forebay-callback")).isEqualTo("https://example.com/x");
        assertThat(asked.header("Forebay-callback-events")).isEqualTo("job.succeeded,job.failed");
    }

    @Test
    void repeatsASubmissionUnderItsOneKeyAndWaitsAsTheServerAsks() {
        server.answer(
                SUBMIT,
                Reply.problem(503, "queue-unavailable", "").with("Retry-After", "2"),
                Reply.problem(429, "too-many-requests", "").with("Retry-After", "7"),
                Reply.json(202, QUEUED));

        client.submit("sum", TEXT, JobOptions.DEFAULT);

        assertThat(clients.pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(7));
        assertThat(server.asked()).hasSize(3);
        assertThat(server.asked().stream().map(asked -> asked.header("Idempotency-key")).distinct())
                .hasSize(1)
                .first()
                .asString()
                .matches("\"[0-9a-f-]{36}\"");
    }

    @Test
    void takesAnAnswerThatBrokeOffForNone() {
        server.answer(SUBMIT, Reply.json(202, QUEUED).breaking(), Reply.json(202, QUEUED));

        assertThat(client.submit("sum", TEXT, JobOptions.DEFAULT).id()).isEqualTo("job_1");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void doesNotRepeatWhatCouldHappenTwice() {
        server.answer(
                "POST /v1/batches/b/retry-failed", Reply.problem(503, "queue-unavailable", ""));

        assertThatThrownBy(() -> client.batches().retryFailed("b"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(503));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void givesUpAfterItsAttempts() {
        server.answer("GET /v1/jobs/job_1", Reply.problem(503, "view-unavailable", ""));

        assertThatThrownBy(() -> client.job("job_1")).isInstanceOf(RefusedException.class);
        assertThat(server.asked()).hasSize(Retry.DEFAULT.attempts());
        assertThat(clients.pauses)
                .hasSize(Retry.DEFAULT.attempts() - 1)
                .allMatch(pause -> pause.compareTo(Retry.DEFAULT.longest()) <= 0);
    }

    @Test
    void answersAWaitThatIsLongerThanItsPatienceAtOnce() {
        server.answer(
                SUBMIT, Reply.problem(503, "deadline-unreachable", "").with("Retry-After", "3600"));

        assertThatThrownBy(() -> client.submit("sum", TEXT, JobOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> {
                            assertThat(e.problem().known())
                                    .contains(ProblemCode.DEADLINE_UNREACHABLE);
                            assertThat(e.problem().retryAfter()).contains(Duration.ofHours(1));
                        });
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void tellsEverythingThatIsWrong() {
        server.answer(
                SUBMIT,
                Reply.problem(
                        422,
                        "invalid-input",
                        ",\"errors\":[{\"pointer\":\"/inputs/0\",\"detail\":\"no\"},{\"header\":\"Forebay-Lane\",\"detail\":\"what\"}]"));

        assertThatThrownBy(() -> client.submit("sum", TEXT, JobOptions.DEFAULT))
                .hasMessage("422 invalid-input: said so")
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e ->
                                assertThat(e.problem().errors())
                                        .containsExactly("/inputs/0: no", "Forebay-Lane: what"));
    }

    @Test
    void understandsAnAnswerThatIsNotTheServers() {
        server.answer(
                "GET /v1/jobs/job_1",
                new Reply(
                        404,
                        "text/html",
                        "<h1>nginx</h1>".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        Map.of(),
                        false));

        assertThatThrownBy(() -> client.job("job_1")).hasMessage("404 http-404: <h1>nginx</h1>");
    }

    @Test
    void saysWhereNobodyAnswers() {
        server.close();

        assertThatThrownBy(() -> client.job("job_1"))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining(server.uri() + " to GET /v1/jobs/job_1");
    }

    @Test
    void pollsUntilTheJobHasEnded() {
        server.answer(
                "GET /v1/jobs/job_1?wait=30000ms", Reply.json(200, QUEUED), Reply.json(200, DONE));

        Job job = client.await("job_1", Duration.ofHours(1));

        assertThat(job.succeeded()).isTrue();
        assertThat(job.cache()).isEqualTo("miss");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void returnsTheOpenJobWhenItsPatienceEnds() {
        server.answer("GET /v1/jobs/job_1?wait=1ms", Reply.json(200, QUEUED));

        assertThat(client.await("job_1", Duration.ZERO).ended()).isFalse();
    }

    @Test
    void saysWhetherACancellationCameInTime() {
        server.answer(
                "POST /v1/jobs/job_1/cancel",
                Reply.json(202, QUEUED),
                Reply.problem(409, "already-terminal", ",\"job\":" + DONE));

        assertThat(client.cancel("job_1")).isInstanceOf(CancelOutcome.Requested.class);
        assertThat(client.cancel("job_1"))
                .isInstanceOfSatisfying(
                        CancelOutcome.TooLate.class,
                        late -> assertThat(late.job().succeeded()).isTrue());
    }

    @Test
    void keepsStrangeIdsInTheirPlace() {
        assertThatThrownBy(() -> client.job("../../health?x=1"))
                .isInstanceOf(RefusedException.class);
        assertThat(server.last().operation()).isEqualTo("GET /v1/jobs/..%2F..%2Fhealth%3Fx%3D1");
    }

    @Test
    void refusesAServerThatIsNoHttpAddress() {
        assertThatThrownBy(() -> ClientConfig.of(URI.create("localhost:8080"), "k"))
                .hasMessageContaining("http://host[:port]");
        assertThat(ClientConfig.of(server.uri(), "fb_secret").toString()).doesNotContain("secret");
    }
}
