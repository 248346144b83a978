package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.forebay.ingest.publish.Publisher;
import io.forebay.ingest.testing.TestingModels;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.FlightKeyBuilder;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WireTensor;
import io.forebay.schemas.wire.WorkItem;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadLetterRoutesTest {

    private static final InferenceInput INPUT =
            InferenceInput.newBuilder().addTensors(tensor("a")).addTensors(tensor("b")).build();
    private static final FlightKey FLIGHT =
            FlightKeyBuilder.flightKey("acme", TestingModels.SUM.ref(), INPUT);

    private final TestingServer server = new TestingServer();
    private final JobId mine = server.mint.mint("acme", FLIGHT.route());
    private final JobId foreign = server.mint.mint("other", FLIGHT.route());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void listsWhatATenantsOwnJobsWaitedFor() {
        server.deadLetters.put(letter("sum", foreign));
        server.deadLetters.put(letter("sum", foreign, mine));

        JsonNode list = get("/v1/dead-letters").json();

        assertThat(list.path("data")).hasSize(1);
        JsonNode letter = list.path("data").path(0);
        assertThat(letter.path("id").asText()).isEqualTo("dl_0_1");
        assertThat(letter.path("object").asText()).isEqualTo("dead-letter");
        assertThat(letter.path("jobs").toString()).isEqualTo("[\"" + mine + "\"]");
        assertThat(letter.path("error").path("code").asText()).isEqualTo("execution-failed");
        assertThat(letter.path("attemptCount").asInt()).isEqualTo(1);
        assertThat(letter.path("diedAt").asText()).isEqualTo("1970-01-01T00:00:01.000Z");
        assertThat(letter.has("attempts")).isFalse();
        assertThat(list.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void pagesAndFilters() {
        for (int i = 0; i < 3; i++) {
            server.deadLetters.put(letter("sum", mine));
        }
        server.deadLetters.put(letter("eyes", mine));

        JsonNode first = get("/v1/dead-letters?limit=2&model=sum").json();
        String cursor = first.path("nextCursor").asText();
        JsonNode second = get("/v1/dead-letters?limit=2&model=sum&cursor=" + cursor).json();

        assertThat(first.path("data").findValuesAsText("id")).containsExactly("dl_0_2", "dl_0_1");
        assertThat(second.path("data").findValuesAsText("id")).containsExactly("dl_0_0");
        assertThat(second.path("nextCursor").isNull()).isTrue();
        assertProblem(get("/v1/dead-letters?limit=0"), 400, "malformed-request");
        assertProblem(get("/v1/dead-letters?limit=x"), 400, "malformed-request");
        assertProblem(get("/v1/dead-letters?cursor=x"), 400, "malformed-request");
    }

    @Test
    void showsAttemptsAndTheOutlineOfTheInput() {
        server.deadLetters.put(letter("sum", mine));

        JsonNode letter = get("/v1/dead-letters/dl_0_0").json();

        assertThat(letter.path("attempts").path(0).path("worker").asText()).isEqualTo("w1");
        assertThat(letter.path("input").path("tensors").path(1).toString())
                .isEqualTo("{\"name\":\"b\",\"datatype\":\"FP32\",\"shape\":[1,2],\"bytes\":8}");
    }

    @Test
    void runsADeadLetterAgainAsANewJobThatNamesTheOldOne() {
        server.deadLetters.put(letter("sum", foreign, mine));
        server.reader.states.put(
                mine,
                JobState.newBuilder()
                        .setJobId(mine.text())
                        .setTenant("acme")
                        .setState(State.FAILED)
                        .setVersion(4)
                        .putMetadata("order", "42")
                        .build());

        var reply = post("/v1/dead-letters/dl_0_0/redrive");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().path("redriveOf").asText()).isEqualTo(mine.text());
        Submission submission = server.publisher.events.getLast().getSubmission();
        assertThat(submission.getJobId()).isNotEqualTo(mine.text());
        assertThat(submission.getRedriveOf()).isEqualTo(mine.text());
        assertThat(submission.getFlightKey()).isEqualTo(FLIGHT.bytes());
        assertThat(submission.getInput().getInline()).isEqualTo(INPUT.toByteString());
        assertThat(submission.getLane()).isEqualTo(Lane.BULK);
        assertThat(submission.getMetadataMap()).containsEntry("order", "42");
        assertThat(submission.getPolicy().getMaxAttempts()).isEqualTo(3);
    }

    @Test
    void runsTheJobOfADeadLetterAgainAndUnderOneKeyOnce() {
        server.deadLetters.put(letter("sum", mine));
        String path = "/v1/jobs/" + mine + "/redrive";

        var first = post(path, "Idempotency-Key", "\"once\"");
        var second = post(path, "Idempotency-Key", "\"once\"");

        assertThat(first.json().path("redriveOf").asText()).isEqualTo(mine.text());
        assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
    }

    @Test
    void refusesWhatCannotBeRunAgain() {
        server.deadLetters.put(letter("gone", mine));
        JobId alive = server.mint.mint("acme", FLIGHT.route());

        assertProblem(post("/v1/dead-letters/dl_0_0/redrive"), 404, "unknown-model");
        assertProblem(post("/v1/jobs/" + alive + "/redrive"), 409, "not-redrivable");
        assertProblem(post("/v1/jobs/" + foreign + "/redrive"), 404, "unknown-job");
        assertProblem(post("/v1/dead-letters/dl_0_7/redrive"), 404, "unknown-dead-letter");
        assertProblem(get("/v1/dead-letters/nonsense"), 404, "unknown-dead-letter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/dead-letters/dl_0_0/redrive", "/v1/jobs/{mine}/redrive"})
    void aRedriveIsAnsweredLikeASubmission(String template) {
        server.deadLetters.put(letter("sum", mine));
        String path = template.replace("{mine}", mine.text());
        server.publisher.onSent = event -> succeed(event.getSubmission());

        assertThat(post(path, "Idempotency-Key", "\"done\"").status()).isEqualTo(200);
        assertProblem(post(path, "Idempotency-Key", "bare"), 400, "malformed-request");
        server.publisher.onSent =
                event -> server.reader.deleted.add(new JobId(event.getSubmission().getJobId()));
        assertProblem(post(path, "Idempotency-Key", "\"deleted\""), 410, "gone");
        server.publisher.outcome = new Publisher.Outcome.Unavailable("no brokers");
        assertProblem(post(path), 503, "queue-unavailable");
    }

    @Test
    void oneKeyStandsForOneRedrive() {
        JobId other = server.mint.mint("acme", FLIGHT.route());
        DeadLetter.Builder bulk = letter("sum", other).toBuilder();
        bulk.getItemBuilder().setLane(Lane.INTERACTIVE);
        server.deadLetters.put(letter("sum", mine));
        server.deadLetters.put(bulk.build());
        post("/v1/dead-letters/dl_0_0/redrive", "Idempotency-Key", "\"k\"");

        assertProblem(
                post("/v1/dead-letters/dl_0_1/redrive", "Idempotency-Key", "\"k\""),
                422,
                "idempotency-conflict");
        assertProblem(
                post("/v1/jobs/" + other + "/redrive", "Idempotency-Key", "\"k\""),
                422,
                "idempotency-conflict");
    }

    @Test
    void aRedriveCountsAgainstTheQuota() {
        JobId poor = server.mint.mint("poor", FLIGHT.route());
        server.deadLetters.put(letter("sum", poor));

        assertThat(poor("/v1/dead-letters/dl_0_0/redrive").status()).isEqualTo(202);
        assertProblem(poor("/v1/dead-letters/dl_0_0/redrive"), 429, "too-many-requests");
        assertProblem(poor("/v1/jobs/" + poor + "/redrive"), 429, "too-many-requests");
    }

    @Test
    void hidesTheLettersOfOthers() {
        server.deadLetters.put(letter("sum", mine));

        var reply =
                server.send(
                        server.request("/v1/dead-letters/dl_0_0")
                                .header("Authorization", "Bearer " + server.foreignOperateKey));

        assertProblem(reply, 404, "unknown-dead-letter");
    }

    @Test
    void needsTheScopeOfOperators() {
        assertProblem(server.get("/v1/dead-letters"), 403, "forbidden");
        assertProblem(server.post("/v1/jobs/" + mine + "/redrive", ""), 403, "forbidden");
    }

    @Test
    void saysThatItIsStillReading() {
        server.deadLetters.complete = false;

        assertProblem(get("/v1/dead-letters"), 503, "not-ready");
        assertProblem(get("/v1/dead-letters/dl_0_0"), 503, "not-ready");
        assertProblem(post("/v1/jobs/" + mine + "/redrive"), 503, "not-ready");
        assertThat(get("/v1/dead-letters").header("Retry-After")).isEqualTo("2");
    }

    private void succeed(Submission submission) {
        JobId id = new JobId(submission.getJobId());
        server.reader.states.put(
                id,
                JobState.newBuilder()
                        .setJobId(id.text())
                        .setTenant("acme")
                        .setVersion(2)
                        .setState(State.SUCCEEDED)
                        .setCreatedAt(server.clock.millis())
                        .build());
    }

    private TestingServer.Reply poor(String path) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + server.poorOperateKey)
                        .POST(BodyPublishers.noBody()));
    }

    private TestingServer.Reply get(String path) {
        return server.send(
                server.request(path).header("Authorization", "Bearer " + server.operateKey));
    }

    private TestingServer.Reply post(String path, String... headers) {
        var request =
                server.request(path)
                        .header("Authorization", "Bearer " + server.operateKey)
                        .POST(BodyPublishers.noBody());
        return server.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static DeadLetter letter(String model, JobId... jobs) {
        DeadLetter.Builder letter =
                DeadLetter.newBuilder()
                        .setItem(
                                WorkItem.newBuilder()
                                        .setFlightKey(FLIGHT.bytes())
                                        .setModel(
                                                TestingModels.SUM.ref().toBuilder().setName(model))
                                        .setLane(Lane.BULK)
                                        .setInput(
                                                Payload.newBuilder()
                                                        .setInline(INPUT.toByteString())))
                        .setProblem(Problem.of(ProblemCode.EXECUTION_FAILED, "no memory").toWire())
                        .addAttempts(Attempt.newBuilder().setNumber(1).setWorker("w1"))
                        .setDiedAt(1000);
        for (JobId job : jobs) {
            letter.addJobIds(job.text());
        }
        return letter.build();
    }

    private static WireTensor tensor(String name) {
        return WireTensor.newBuilder()
                .setName(name)
                .setDatatype("FP32")
                .addShape(1)
                .addShape(2)
                .setData(ByteString.copyFrom(new byte[8]))
                .build();
    }
}
