package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.admission.LaneOffsets;
import io.forebay.ingest.admission.ModelLane;
import io.forebay.ingest.publish.Publisher;
import io.forebay.ingest.testing.Outputs;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.PayloadRef;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SubmitRoutesTest {

    private static final String JOBS = "/v1/models/sum/jobs";

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersAnAcknowledgedJobWith202AndItsPlace() {
        var reply = server.post(JOBS, TestingServer.SUM);

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        JsonNode job = reply.json();
        String id = job.path("id").asText();
        assertThat(reply.header("Location")).isEqualTo("/v1/jobs/" + id);
        assertThat(job.path("object").asText()).isEqualTo("job");
        assertThat(job.path("state").asText()).isEqualTo("queued");
        assertThat(job.path("terminal").asBoolean(true)).isFalse();
        assertThat(job.path("queue").path("reason").asText()).isEqualTo("queued");
        assertThat(job.path("createdAt").asText()).isEqualTo("2026-05-06T07:08:09.010Z");
        assertThat(job.path("links").path("cancel").asText())
                .isEqualTo("/v1/jobs/" + id + "/cancel");
        Submission submission = server.publisher.onlySubmission();
        assertThat(submission.getJobId()).isEqualTo(id);
        assertThat(submission.getTenant()).isEqualTo("acme");
        assertThat(server.publisher.routes.getFirst()).isEqualTo(new JobId(id).route());
        assertThat(submission.getPolicy().getMaxAttempts()).isEqualTo(3);
        assertThat(submission.getPolicy().getRetentionMs()).isEqualTo(86_400_000);
        assertThat(submission.getStartBy() - submission.getCreatedAt()).isEqualTo(600_000);
        assertThat(submission.getIdempotent()).isFalse();
    }

    @Test
    void carriesTheTensorsAndTheOptions() throws Exception {
        server.post(
                JOBS,
                TestingServer.SUM,
                "Forebay-Lane",
                "bulk",
                "Forebay-Queue-Timeout",
                "30",
                "Forebay-Run-Timeout",
                "PT5S",
                "Forebay-Deadline",
                "2026-05-06T07:08:19.010Z",
                "Forebay-Metadata",
                "{\"who\":\"me\"}",
                "Cache-Control",
                "no-cache",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        Submission submission = server.publisher.onlySubmission();
        assertThat(submission.getLane()).isEqualTo(Lane.BULK);
        assertThat(submission.getCacheMode()).isEqualTo(CacheMode.REFRESH);
        // The deadline is nearer than the queue timeout.
        assertThat(submission.getStartBy() - submission.getCreatedAt()).isEqualTo(10_000);
        assertThat(submission.getDeadline() - submission.getCreatedAt()).isEqualTo(10_000);
        assertThat(submission.getPolicy().getRunTimeoutMs()).isEqualTo(5000);
        assertThat(submission.getMetadataMap()).isEqualTo(Map.of("who", "me"));
        assertThat(submission.getTraceparent()).startsWith("00-0af7651916cd");
        var input = InferenceInput.parseFrom(submission.getInput().getInline());
        assertThat(input.getTensors(1)).isEqualTo(Outputs.floats("b", new long[] {1, 2}, 3, 4));
    }

    @Test
    void readsOptionsFromTheBodyToo() {
        server.post(
                JOBS,
                TestingServer.SUM.replaceFirst(
                        "\\{",
                        "{\"parameters\":{\"lane\":\"bulk\",\"queue_timeout\":7,\"metadata\":{\"k\":\"v\"},\"priority\":3},"));

        Submission submission = server.publisher.onlySubmission();
        assertThat(submission.getLane()).isEqualTo(Lane.BULK);
        assertThat(submission.getStartBy() - submission.getCreatedAt()).isEqualTo(7000);
        assertThat(submission.getMetadataMap()).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void givesAJobThatIsNotToBeStoredAFlightOfItsOwnOnTheSharedRoute() {
        server.post(JOBS, TestingServer.SUM);
        server.post(JOBS, TestingServer.SUM, "Cache-Control", "no-store");

        Submission shared = server.publisher.events.get(0).getSubmission();
        Submission own = server.publisher.events.get(1).getSubmission();
        assertThat(own.getFlightKey()).isNotEqualTo(shared.getFlightKey());
        assertThat(own.getFlightKey().substring(0, 4))
                .isEqualTo(shared.getFlightKey().substring(0, 4));
        assertThat(new FlightKey(own.getFlightKey()).route())
                .isEqualTo(new JobId(own.getJobId()).route());
    }

    @Test
    void putsALargeInputIntoTheStoreBeforeItIsSubmitted() {
        byte[] tensor = new byte[400_000];
        Arrays.fill(tensor, (byte) 1);
        server.publisher.onSent =
                event ->
                        assertThat(server.store.payloads)
                                .containsKey(event.getSubmission().getInput().getRef().getKey());

        var reply =
                server.send(
                        server.authorized("/v1/models/one/jobs")
                                .header("Content-Type", "application/octet-stream")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(tensor)));

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        Submission submission = server.publisher.onlySubmission();
        assertThat(submission.getInput().getRef().getKey())
                .isEqualTo(
                        PayloadKey.input(
                                new FlightKey(submission.getFlightKey()),
                                submission.getJobId(),
                                submission.getCreatedAt()));
    }

    @Test
    void leavesAResultInThePayloadStoreToTheDispatcher() {
        server.post(JOBS, TestingServer.SUM);
        Submission first = server.publisher.onlySubmission();
        server.reader.landed.put(
                new FlightKey(first.getFlightKey()),
                succeeded(new JobId(first.getJobId())).toBuilder()
                        .setTenant("acme")
                        .setCacheUntil(server.clock.millis() + 60_000)
                        .setOutput(
                                Payload.newBuilder()
                                        .setRef(PayloadRef.newBuilder().setKey("outputs/x")))
                        .build());
        server.publisher.events.clear();

        assertThat(server.post(JOBS, TestingServer.SUM).status()).isEqualTo(202);
        assertThat(server.publisher.onlySubmission().hasAnswered()).isFalse();
    }

    @Test
    void answers503AndTheJobIdWhenTheInputCannotBeStored() {
        server.store.broken = true;

        var reply =
                server.send(
                        server.authorized("/v1/models/one/jobs")
                                .header("Content-Type", "application/octet-stream")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[400_000])));

        JsonNode problem = assertProblem(reply, 503, "queue-unavailable");
        assertThat(problem.path("jobId").asText()).startsWith("job_");
        assertThat(server.publisher.events).isEmpty();
    }

    @Test
    void answers503AndTheJobIdWhenTheQueueDoesNotAcknowledge() {
        server.publisher.outcome = new Publisher.Outcome.Unavailable("no brokers");

        var reply = server.post(JOBS, TestingServer.SUM);

        JsonNode problem = assertProblem(reply, 503, "queue-unavailable");
        assertThat(problem.path("jobId").asText())
                .isEqualTo(server.publisher.onlySubmission().getJobId());
        assertThat(problem.path("retryAfter").asInt()).isEqualTo(1);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void answersALandedResultWith200OnceTheSubmissionIsAcknowledged() {
        landed();

        var reply = server.post(JOBS, TestingServer.SUM);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode job = reply.json();
        assertThat(job.path("state").asText()).isEqualTo("succeeded");
        assertThat(job.path("cache").path("status").asText()).isEqualTo("hit");
        assertThat(job.path("cache").path("age").asDouble()).isEqualTo(2.0);
        assertThat(job.path("outputs").path(0).path("data").toString()).isEqualTo("[4.0,6.0]");
        assertThat(server.publisher.events).hasSize(2);
        assertThat(job.path("id").asText())
                .isEqualTo(server.publisher.events.get(1).getSubmission().getJobId());
    }

    @Test
    void tellsTheLogWhatTheClientIsShown() {
        landed();

        JsonNode job = server.post(JOBS, TestingServer.SUM).json();

        Submission submission = server.publisher.events.get(1).getSubmission();
        assertThat(new JobId(submission.getJobId()).isAnswered()).isTrue();
        assertThat(submission.hasInput()).as("nothing is left to run").isFalse();
        assertThat(submission.getAnswered().getComputedBy())
                .isEqualTo(
                        job.path("cache")
                                .path("computedBy")
                                .asText(submission.getAnswered().getComputedBy()))
                .startsWith("job_");
        assertThat(submission.getAnswered().getOutput().getInline().isEmpty()).isFalse();
        assertThat(job.path("version").asInt()).isEqualTo(2);
        assertThat(job.path("finishedAt").asText()).isEqualTo(job.path("createdAt").asText());
    }

    @Test
    void anIdempotencyKeyNamesOneIdWhateverHasLanded() {
        landed();

        server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"mine\"");

        Submission submission = server.publisher.events.get(1).getSubmission();
        assertThat(new JobId(submission.getJobId()).isAnswered()).isFalse();
        assertThat(submission.hasAnswered()).isFalse();
        assertThat(submission.hasInput()).isTrue();
    }

    @Test
    void doesNotAnswerEarlyWhenTheQueueDoesNotAcknowledge() {
        landed();
        server.publisher.outcome = new Publisher.Outcome.Unavailable("no brokers");

        assertProblem(server.post(JOBS, TestingServer.SUM), 503, "queue-unavailable");
    }

    @Test
    void doesNotUseALandedResultThatTheClientDoesNotWant() {
        landed();

        assertThat(server.post(JOBS, TestingServer.SUM, "Cache-Control", "no-cache").status())
                .isEqualTo(202);
        assertThat(server.post(JOBS, TestingServer.SUM, "Cache-Control", "no-store").status())
                .isEqualTo(202);
    }

    @Test
    void doesNotUseALandedResultThatIsAboutToGo() {
        landed();
        server.clock.advance(Duration.ofSeconds(50));

        assertThat(server.post(JOBS, TestingServer.SUM).status()).isEqualTo(202);
    }

    @Test
    void showsNothingOfAnotherTenantsHit() {
        landed();
        server.reader.landed.replaceAll(
                (flight, state) -> state.toBuilder().setTenant("other").build());

        JsonNode cache = server.post(JOBS, TestingServer.SUM).json().path("cache");

        assertThat(cache.toString()).isEqualTo("{\"status\":\"hit\"}");
    }

    @Test
    void waitsForTheResultWhenAsked() {
        server.reader.afterWait = id -> Optional.of(succeeded(id));

        var reply = server.post(JOBS, TestingServer.SUM, "Prefer", "respond-async, wait=10");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Preference-Applied")).isEqualTo("respond-async, wait=10");
        assertThat(reply.json().path("terminal").asBoolean()).isTrue();
        assertThat(server.reader.waits).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void answers202WhenTheWaitIsOver() {
        var reply = server.post(JOBS, TestingServer.SUM, "Prefer", "wait=600");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Preference-Applied")).isEqualTo("wait=60");
        assertThat(server.reader.waits).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void isTheSameJobUnderTheSameIdempotencyKey() {
        var first = server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"k1\"");
        JobId id = new JobId(first.json().path("id").asText());
        server.reader.states.put(id, succeeded(id));

        var second = server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"k1\"");

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("id").asText()).isEqualTo(id.text());
        assertThat(server.publisher.events)
                .allSatisfy(event -> {
                    assertThat(event.getSubmission().getJobId()).isEqualTo(id.text());
                    assertThat(event.getSubmission().getIdempotent()).isTrue();
                });
    }

    @Test
    void isTheSameJobAfterItsWindowAsLongAsTheClaimStands() {
        var first = server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"k1\"");
        server.clock.advance(Duration.ofHours(23));

        var second = server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"k1\"");

        assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
    }

    @Test
    void isTheSameJobAfterItsWindowAsLongAsTheViewKnowsIt() {
        var first = server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"k1\"");
        JobId id = new JobId(first.json().path("id").asText());
        server.reader.states.put(id, succeeded(id));
        server.reader.claims.clear();
        server.clock.advance(Duration.ofHours(23));

        var second = server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"k1\"");
        assertThat(second.json().path("id").asText()).isEqualTo(id.text());

        server.reader.states.clear();
        server.reader.claims.clear();
        var third = server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"k1\"");
        assertThat(third.json().path("id").asText())
                .as("a key is free again")
                .isNotEqualTo(id.text());
    }

    @Test
    void asksForPatienceWhereOnlyTheViewKnowsWhetherAKeyHasAJob() {
        var first = server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"k1\"");
        JobId id = new JobId(first.json().path("id").asText());
        server.reader.available = false;
        Instant next = id.createdAt().plus(Duration.ofHours(23));
        server.clock.advance(Duration.between(server.clock.instant(), next.minusMillis(1)));
        assertThat(
                        server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"k1\"")
                                .json()
                                .path("id")
                                .asText())
                .as("within the window the id says it")
                .isEqualTo(id.text());

        server.clock.advance(Duration.ofMinutes(5));
        server.publisher.events.clear();
        var soon = server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"k1\"");
        assertProblem(soon, 503, "view-unavailable");
        assertThat(soon.header("Retry-After")).isEqualTo("1");
        assertThat(server.publisher.events).isEmpty();
        assertThat(server.post(JOBS, TestingServer.SUM).status())
                .as("without a key")
                .isEqualTo(202);

        server.clock.advance(Duration.ofMinutes(5).plusMillis(1));
        assertThat(server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"k1\"").status())
                .as("a repeat is not likely any more")
                .isEqualTo(202);
    }

    @Test
    void refusesAnIdempotencyKeyWithAnotherPayload() {
        server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "\"k1\"");

        assertProblem(
                server.post(
                        JOBS,
                        TestingServer.SUM.replace(
                                "[1,2],\"datatype\":\"FP32\",\"data\":[1,2]",
                                "[1,2],\"datatype\":\"FP32\",\"data\":[9,2]"),
                        "Idempotency-Key",
                        "\"k1\""),
                422,
                "idempotency-conflict");
        assertProblem(
                server.post(
                        JOBS,
                        TestingServer.SUM,
                        "Idempotency-Key",
                        "\"k1\"",
                        "Forebay-Lane",
                        "bulk"),
                422,
                "idempotency-conflict");
    }

    @Test
    void putsJobsOfOneOrderingKeyOnOneRouteAndEachByItself() {
        server.post(JOBS, TestingServer.SUM, "Forebay-Ordering-Key", "session");
        Submission first = server.publisher.onlySubmission();
        server.publisher.events.clear();
        server.post(JOBS, TestingServer.SUM, "Forebay-Ordering-Key", "session");
        Submission second = server.publisher.onlySubmission();
        server.publisher.events.clear();
        server.post(JOBS, TestingServer.SUM);
        Submission other = server.publisher.onlySubmission();

        assertThat(first.getOrderingKey()).isEqualTo("session");
        assertThat(first.getCacheMode()).isEqualTo(CacheMode.BYPASS);
        assertThat(second.getFlightKey()).isNotEqualTo(first.getFlightKey());
        assertThat(new JobId(second.getJobId()).route())
                .isEqualTo(new JobId(first.getJobId()).route())
                .isEqualTo(new FlightKey(first.getFlightKey()).route())
                .isNotEqualTo(new JobId(other.getJobId()).route());
        assertThat(other.getOrderingKey()).isEmpty();
    }

    @Test
    void refusesAnOrderingKeyWhereTheModelKeepsNoOrder() {
        String jobs = "/v1/models/apart/jobs";
        JsonNode problem =
                assertProblem(
                        server.post(jobs, TestingServer.SUM, "Forebay-Ordering-Key", "session"),
                        422,
                        "invalid-input");
        assertThat(problem.path("detail").asText())
                .startsWith("ordering_key: model 'apart' keeps no order")
                .contains("leave the ordering key out");
        assertThat(server.publisher.events).isEmpty();

        assertThat(server.post(jobs, TestingServer.SUM).status()).isEqualTo(202);
    }

    @Test
    void takesAnOrderingKeyFromTheParameters() {
        server.post(
                JOBS,
                TestingServer.SUM.replaceFirst(
                        "\\{", "{\"parameters\":{\"ordering_key\":\"session\"},"));

        assertThat(server.publisher.onlySubmission().getOrderingKey()).isEqualTo("session");
    }

    @Test
    void refusesAnIdempotencyKeyThatIsNoString() {
        JsonNode problem =
                assertProblem(
                        server.post(JOBS, TestingServer.SUM, "Idempotency-Key", "bare"),
                        400,
                        "malformed-request");
        assertThat(problem.path("errors").path(0).path("header").asText())
                .isEqualTo("Idempotency-Key");
    }

    @Test
    void refusesATenantOverItsQuota() {
        HttpRequest.Builder request =
                server.request(JOBS)
                        .header("Authorization", "Bearer " + server.poorKey)
                        .POST(HttpRequest.BodyPublishers.ofString(TestingServer.SUM));

        assertThat(server.send(request).status()).isEqualTo(202);
        var refused = server.send(request);
        JsonNode problem = assertProblem(refused, 429, "too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("2");
        assertThat(problem.path("limit").asInt()).isEqualTo(1);
        server.clock.advance(Duration.ofSeconds(2));
        assertThat(server.send(request).status()).isEqualTo(202);
    }

    @Test
    void refusesATenantThatHasAsManyJobsOpenAsItMay() {
        HttpRequest.Builder request =
                server.request(JOBS)
                        .header("Authorization", "Bearer " + server.smallKey)
                        .POST(HttpRequest.BodyPublishers.ofString(TestingServer.SUM));
        assertThat(server.send(request).status()).isEqualTo(202);
        TestingJobs jobs = new TestingJobs(server);
        JobState open =
                jobs.through(jobs.id(), State.QUEUED).toBuilder().setTenant("small").build();
        JobId first = new JobId(jobs.put(open).getJobId());
        jobs.put(open.toBuilder().setJobId(jobs.id().text()).build());
        server.openJobs.look();

        var refused = server.send(request);
        JsonNode problem = assertProblem(refused, 429, "too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(problem.path("limitName").asText()).isEqualTo("open_jobs");
        assertThat(problem.path("limit").asInt()).isEqualTo(2);
        server.reader.states.remove(first);
        server.clock.advance(Duration.ofSeconds(1));
        server.openJobs.look();
        assertThat(server.send(request).status()).isEqualTo(202);
    }

    @Test
    void refusesAJobThatCannotStartInTime() {
        ModelLane lane = new ModelLane("sum", Lane.INTERACTIVE);
        server.backlog.accept(Map.of(lane, new LaneOffsets(1000, 0)), server.clock.instant());
        server.clock.advance(Duration.ofSeconds(1));
        server.backlog.accept(Map.of(lane, new LaneOffsets(1010, 10)), server.clock.instant());

        var refused = server.post(JOBS, TestingServer.SUM, "Forebay-Queue-Timeout", "30s");

        assertProblem(refused, 503, "deadline-unreachable");
        assertThat(refused.header("Retry-After")).isEqualTo("70");
        assertThat(server.publisher.events).isEmpty();
        assertThat(server.post(JOBS, TestingServer.SUM).status()).isEqualTo(202);
    }

    @Test
    void refusesUnreadableOptionsWhereTheyStand() {
        assertHeader("Forebay-Lane", "fast", 400, "malformed-request");
        assertHeader("Forebay-Ordering-Key", "x".repeat(129), 400, "malformed-request");
        assertHeader("Forebay-Queue-Timeout", "soon", 400, "malformed-request");
        assertHeader("Forebay-Queue-Timeout", "2d", 422, "invalid-input");
        assertHeader("Forebay-Run-Timeout", "2m", 422, "invalid-input");
        assertHeader("Forebay-Queue-Timeout", "999999999999d", 400, "malformed-request");
        assertHeader("Forebay-Deadline", "tomorrow", 400, "malformed-request");
        assertHeader("Forebay-Deadline", "+999999999-12-31T23:59:59Z", 400, "malformed-request");
        assertHeader("Forebay-Deadline", "2020-01-01T00:00:00Z", 422, "invalid-input");
        assertHeader("Forebay-Metadata", "[", 400, "malformed-request");
        assertHeader("Forebay-Metadata", "{\"a\":1}", 422, "invalid-input");
        assertThat(server.publisher.events).isEmpty();
    }

    @Test
    void refusesWhatTheModelDoesNotTake() {
        JsonNode problem =
                assertProblem(
                        server.post(JOBS, TestingServer.SUM.replace("\"b\"", "\"z\"")),
                        422,
                        "invalid-input");

        assertThat(problem.path("errors").path(0).path("pointer").asText())
                .isEqualTo("/inputs/1/name");
        assertThat(problem.path("errors").path(0).path("detail").asText()).contains("[a, b]");
        assertProblem(server.post("/v1/models/none/jobs", "{}"), 404, "unknown-model");
        assertProblem(server.post("/v1/models/sum/versions/9/jobs", "{}"), 404, "unknown-model");
        assertThat(server.post("/v1/models/sum/versions/1/jobs", TestingServer.SUM).status())
                .isEqualTo(202);
    }

    private void assertHeader(String name, String value, int status, String code) {
        JsonNode problem =
                assertProblem(server.post(JOBS, TestingServer.SUM, name, value), status, code);
        assertThat(problem.path("errors").path(0).path("header").asText()).isEqualTo(name);
    }

    private void landed() {
        server.post(JOBS, TestingServer.SUM);
        Submission first = server.publisher.onlySubmission();
        FlightKey flight = new FlightKey(first.getFlightKey());
        server.reader.landed.put(
                flight,
                succeeded(new JobId(first.getJobId())).toBuilder()
                        .setTenant("acme")
                        .setCacheUntil(server.clock.millis() + 60_000)
                        .build());
    }

    private JobState succeeded(JobId id) {
        return JobState.newBuilder()
                .setJobId(id.text())
                .setVersion(3)
                .setState(State.SUCCEEDED)
                .setCreatedAt(server.clock.millis() - 3000)
                .setFinishedAt(server.clock.millis() - 2000)
                .setOutput(Outputs.inline(Outputs.floats("c", new long[] {1, 2}, 4, 6)))
                .build();
    }
}
