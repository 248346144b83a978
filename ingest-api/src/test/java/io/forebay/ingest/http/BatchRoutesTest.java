package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.http.TestingServer.Reply;
import io.forebay.results.reader.BatchReader.Ending;
import io.forebay.schemas.wire.AttemptOutcome;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.DeliveryAttempt;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatchRoutesTest {

    private final TestingServer server = new TestingServer();
    private final BatchCalls calls = new BatchCalls(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void everyLineIsAJobOfTheBulkLane() {
        Reply reply =
                calls.upload(
                        "/v1/batches", BatchCalls.good("a") + "\n" + BatchCalls.good("b") + "\n");

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(reply.json().path("status").asText()).isEqualTo("running");
        assertThat(reply.header("Location"))
                .isEqualTo("/v1/batches/" + reply.json().path("id").asText());
        assertThat(calls.submissions())
                .allSatisfy(job -> {
                    assertThat(job.getLane()).isEqualTo(Lane.BULK);
                    assertThat(job.getBatchId()).isEqualTo(reply.json().path("id").asText());
                    assertThat(job.getIdempotent()).isTrue();
                    assertThat(job.hasFault()).isFalse();
                });
        assertThat(calls.submissions())
                .extracting(Submission::getCustomId)
                .containsExactly("a", "b");
        assertThat(calls.submissions())
                .extracting(Submission::getBatchLine)
                .containsExactly(1L, 2L);
    }

    @Test
    void aBadLineIsAJobThatFailsAndNeverSinksTheOthers() {
        String lines =
                String.join(
                        "\n",
                        BatchCalls.good("a"),
                        "{",
                        "",
                        "{\"custom_id\":\"c\",\"model\":\"none\",\"inputs\":[]}",
                        BatchCalls.good("a"),
                        "{\"model\":\"sum\"}",
                        "{\"custom_id\":\"f\",\"model\":\"sum\",\"inputs\":[{\"name\":\"a\"}]}",
                        "{\"custom_id\":\"g\",\"model\":\"sum\",\"nonsense\":1}",
                        BatchCalls.good("z"));
        calls.upload("/v1/batches", lines);

        assertThat(calls.submissions())
                .extracting(job -> job.getBatchLine() + " " + job.getFault().getCode())
                .containsExactly(
                        "1 ",
                        "2 malformed-request",
                        "4 unknown-model",
                        "5 duplicate-custom-id",
                        "6 invalid-input",
                        "7 invalid-input",
                        "8 invalid-input",
                        "9 ");
        assertThat(
                        calls.events(BatchEvent.EventCase.APPENDED)
                                .getFirst()
                                .getAppended()
                                .getJobIdsList())
                .hasSize(9)
                .satisfies(ids -> assertThat(ids.get(2)).isEmpty());
    }

    @Test
    void readsEndedLinesAPageAtATime() {
        String self = calls.draft();
        server.batches.ended.put(
                Ending.RESULT,
                IntStream.rangeClosed(1, 3)
                        .mapToObj(n ->
                                JobState.newBuilder()
                                        .setJobId("job_" + n)
                                        .setVersion(2)
                                        .setCreatedAt(server.clock.millis())
                                        .setState(State.SUCCEEDED)
                                        .setBatchLine(n)
                                        .setCustomId("row-" + n)
                                        .build())
                        .toList());

        Reply first = server.get(self + "/results?limit=2");
        Reply rest = server.get(self + "/results?after=" + first.header("Forebay-Next-Cursor"));

        assertThat(first.text().lines()).hasSize(2);
        assertThat(rest.text().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("\"custom_id\":\"row-3\""));
        assertThat(server.get(self + "/errors").text()).isEmpty();
        assertThat(server.get(self + "/results?after=!").status()).isEqualTo(400);
    }

    @Test
    void cancelsALineOrAll() {
        String self = calls.draft();
        calls.upload(self + "/lines", BatchCalls.good("a"));
        assertThat(server.post(self + "/lines/1/cancel", "").status()).isEqualTo(202);
        assertThat(server.post(self + "/lines/2/cancel", "").status()).isEqualTo(404);
        assertThat(server.post(self + "/cancel", "").status()).isEqualTo(202);

        assertThat(calls.events(BatchEvent.EventCase.LINE_CANCELED)).hasSize(1);
        assertThat(calls.events(BatchEvent.EventCase.CANCELED)).hasSize(1);
    }

    @Test
    void retriesALineThatFailedAsANewJobOfTheSameBatch() {
        String self = calls.draft();
        calls.upload(self + "/lines", BatchCalls.good("a") + "\n" + "{");
        Submission first = calls.submissions().getFirst();
        server.batches.ended.put(
                Ending.ERROR,
                calls.submissions().stream()
                        .map(job ->
                                JobState.newBuilder()
                                        .setJobId(job.getJobId())
                                        .setState(State.FAILED)
                                        .setBatchLine(job.getBatchLine())
                                        .setCustomId(job.getCustomId())
                                        .build())
                        .toList());
        Reply retried = server.post(self + "/retry-failed", "");

        assertThat(retried.header("Forebay-Retried")).isEqualTo("1");
        Submission again = calls.submissions().getLast();
        assertThat(again.getRedriveOf()).isEqualTo(first.getJobId());
        assertThat(again.getJobId()).isNotEqualTo(first.getJobId());
        assertThat(again.getBatchRound()).isEqualTo(1);
        assertThat(again.getFlightKey()).isEqualTo(first.getFlightKey());
        assertThat(calls.events(BatchEvent.EventCase.RETRIED)).hasSize(1);
    }

    @Test
    void aLineThatFailsAgainWhileItsBatchIsRetriedIsLeftForTheNextCall() {
        String self = calls.draft();
        calls.upload(self + "/lines", BatchCalls.good("a"));
        Submission first = calls.submissions().getFirst();
        server.batches.ended.put(
                Ending.ERROR,
                java.util.stream.IntStream.range(0, 1_000)
                        .mapToObj(round ->
                                JobState.newBuilder()
                                        .setJobId(first.getJobId())
                                        .setState(State.EXPIRED)
                                        .setBatchLine(first.getBatchLine())
                                        .setBatchRound(round)
                                        .setCustomId(first.getCustomId())
                                        .build())
                        .toList());

        Reply retried = server.post(self + "/retry-failed", "");

        assertThat(retried.header("Forebay-Retried")).isEqualTo("1");
        assertThat(calls.submissions()).extracting(Submission::getBatchRound).containsExactly(0, 1);
    }

    @Test
    void aBatchCarriesItsCallback() {
        server.post(
                "/v1/batches",
                "{\"callback\":\"https://a.example/\",\"callback_events\":\"batch.completed\"}");
        server.send(
                server.authorized("/v1/batches")
                        .header("Content-Type", "application/x-ndjson")
                        .header("Forebay-Callback", "https://b.example/")
                        .POST(BodyPublishers.ofString(BatchCalls.good("a"))));

        assertThat(calls.events(BatchEvent.EventCase.OPENED))
                .extracting(event -> event.getOpened().getCallback())
                .satisfiesExactly(
                        drafted -> {
                            assertThat(drafted.getUrl()).isEqualTo("https://a.example/");
                            assertThat(drafted.getEventsList()).containsExactly("batch.completed");
                        },
                        uploaded -> assertThat(uploaded.getUrl()).isEqualTo("https://b.example/"));
    }

    @Test
    void refusesACallbackThatMustNotBeCalled() {
        for (String draft :
                List.of(
                        "{\"callback\":\"https://127.0.0.1/\"}",
                        "{\"callback\":\"https://a.example/\",\"callback_events\":\"batch.what\"}",
                        "{\"callback_events\":\"batch.completed\"}")) {
            Reply refused = server.post("/v1/batches", draft);
            assertThat(refused.status()).as(draft).isEqualTo(422);
            assertThat(refused.json().path("errors").path(0).path("pointer").asText())
                    .startsWith("/callback");
        }
        assertThat(server.batches.events).isEmpty();
    }

    @Test
    void listsWhatBecameOfTheDeliveries() {
        String self = calls.draft();
        server.webhooks.attempts =
                List.of(
                        DeliveryAttempt.newBuilder()
                                .setDeliveryId("msg_1")
                                .setEvent("batch.completed")
                                .setUrl("https://a.example/")
                                .setNumber(1)
                                .setStatus(200)
                                .setOutcome(AttemptOutcome.DELIVERED)
                                .build());

        JsonNode delivery = server.get(self + "/deliveries").json().path("data").path(0);
        assertThat(delivery.path("event").asText()).isEqualTo("batch.completed");
        assertThat(delivery.path("state").asText()).isEqualTo("delivered");
        server.webhooks.away = true;
        assertThat(server.get(self + "/deliveries").status()).isEqualTo(503);
    }

    @Test
    void anotherTenantsBatchIsNoBatch() {
        String self = calls.draft();
        Reply foreign =
                server.send(
                        server.request(self)
                                .header("Authorization", "Bearer " + server.foreignKey));

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.json().path("code").asText()).isEqualTo("unknown-batch");
        assertThat(server.get("/v1/batches").json().path("data")).hasSize(1);
    }
}
