package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.http.TestingServer.Reply;
import io.forebay.results.reader.BatchReader.Ending;
import io.forebay.schemas.wire.AttemptOutcome;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.DeliveryAttempt;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatchRoutesTest {

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.server.close();
    }

    @Test
    void everyLineIsAJobOfTheBulkLane() {
        Reply reply = upload("/v1/batches", good("a") + "\n" + good("b") + "\n");

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(reply.json().path("status").asText()).isEqualTo("running");
        assertThat(reply.header("Location"))
                .isEqualTo("/v1/batches/" + reply.json().path("id").asText());
        assertThat(submissions())
                .allSatisfy(job -> {
                    assertThat(job.getLane()).isEqualTo(Lane.BULK);
                    assertThat(job.getBatchId()).isEqualTo(reply.json().path("id").asText());
                    assertThat(job.getIdempotent()).isTrue();
                    assertThat(job.hasFault()).isFalse();
                });
        assertThat(submissions()).extracting(Submission::getCustomId).containsExactly("a", "b");
        assertThat(submissions()).extracting(Submission::getBatchLine).containsExactly(1L, 2L);
    }

    @Test
    void aBadLineIsAJobThatFailsAndNeverSinksTheOthers() {
        String lines =
                String.join(
                        "\n",
                        good("a"),
                        "{",
                        "",
                        "{\"custom_id\":\"c\",\"model\":\"none\",\"inputs\":[]}",
                        good("a"),
                        "{\"model\":\"sum\"}",
                        "{\"custom_id\":\"f\",\"model\":\"sum\",\"inputs\":[{\"name\":\"a\"}]}",
                        "{\"custom_id\":\"g\",\"model\":\"sum\",\"nonsense\":1}",
                        good("z"));
        upload("/v1/batches", lines);

        assertThat(submissions())
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
        assertThat(events(BatchEvent.EventCase.APPENDED).getFirst().getAppended().getJobIdsList())
                .hasSize(9)
                .satisfies(ids -> assertThat(ids.get(2)).isEmpty());
    }

    @Test
    void readsGzipAndTheFileOfAForm() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((good("zipped") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Reply zipped =
                server.send(
                        server.authorized("/v1/batches")
                                .header("Content-Type", "application/x-ndjson")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(packed.toByteArray())));
        Reply form =
                server.send(
                        server.authorized("/v1/batches")
                                .header("Content-Type", "multipart/form-data; boundary=xyz")
                                .POST(
                                        BodyPublishers.ofString(
                                                "--xyz\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
                                                        + "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.jsonl\"\r\n\r\n"
                                                        + good("form")
                                                        + "\r\n--xyz--\r\n")));

        assertThat(zipped.status()).as(zipped.text()).isEqualTo(202);
        assertThat(form.status()).as(form.text()).isEqualTo(202);
        assertThat(submissions())
                .extracting(Submission::getCustomId)
                .containsExactly("zipped", "form");
        assertThat(submissions()).noneMatch(Submission::hasFault);
    }

    @Test
    void aDraftTakesLinesUntilItIsFinalizedAndNoneTwice() {
        String self = draft();
        assertThat(upload(self + "/lines?line=1", good("a")).json().path("nextLine").asInt())
                .isEqualTo(2);
        Reply again = upload(self + "/lines?line=1", good("a"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("detail").asText()).contains("next line is 2");
        upload(self + "/lines", good("a") + "\n" + good("b"));
        assertThat(submissions().get(1).getFault().getCode()).isEqualTo("duplicate-custom-id");
        assertThat(server.post(self + "/finalize", "").status()).isEqualTo(202);
        assertThat(upload(self + "/lines", good("c")).status()).isEqualTo(409);
    }

    @Test
    void aBrokenUploadKeepsWhatWasTakenAndGoesOnThere() throws IOException {
        String self = draft();
        String lines =
                IntStream.rangeClosed(1, 150)
                        .mapToObj(n -> good("row-" + n) + "\n")
                        .collect(Collectors.joining());
        broken(self + "/lines", lines);
        await().until(() -> next(self) == 101);

        String rest = lines.substring(server.get(self).json().path("nextOffset").asInt());
        assertThat(upload(self + "/lines?line=101", rest).status()).isEqualTo(202);

        assertThat(next(self)).isEqualTo(151);
        assertThat(submissions())
                .filteredOn(job -> !job.hasFault())
                .extracting(Submission::getBatchLine)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 150).asLongStream().boxed().toList());
    }

    @Test
    void aWholeBatchWhoseUploadBreaksIsDiscarded() throws IOException {
        broken("/v1/batches", good("a") + "\n");

        await().until(() -> !events(BatchEvent.EventCase.CANCELED).isEmpty());
        assertThat(server.batches.states.values())
                .allMatch(batch -> batch.getStatus() == BatchStatus.BATCH_CANCELING);
    }

    @Test
    void readsEndedLinesAPageAtATime() {
        String self = draft();
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
        String self = draft();
        upload(self + "/lines", good("a"));
        assertThat(server.post(self + "/lines/1/cancel", "").status()).isEqualTo(202);
        assertThat(server.post(self + "/lines/2/cancel", "").status()).isEqualTo(404);
        assertThat(server.post(self + "/cancel", "").status()).isEqualTo(202);

        assertThat(events(BatchEvent.EventCase.LINE_CANCELED)).hasSize(1);
        assertThat(events(BatchEvent.EventCase.CANCELED)).hasSize(1);
    }

    @Test
    void retriesALineThatFailedAsANewJobOfTheSameBatch() {
        String self = draft();
        upload(self + "/lines", good("a") + "\n" + "{");
        Submission first = submissions().getFirst();
        server.batches.ended.put(
                Ending.ERROR,
                submissions().stream()
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
        Submission again = submissions().getLast();
        assertThat(again.getRedriveOf()).isEqualTo(first.getJobId());
        assertThat(again.getJobId()).isNotEqualTo(first.getJobId());
        assertThat(again.getBatchRound()).isEqualTo(1);
        assertThat(again.getFlightKey()).isEqualTo(first.getFlightKey());
        assertThat(events(BatchEvent.EventCase.RETRIED)).hasSize(1);
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
                        .POST(BodyPublishers.ofString(good("a"))));

        assertThat(events(BatchEvent.EventCase.OPENED))
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
        String self = draft();
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
        String self = draft();
        Reply foreign =
                server.send(
                        server.request(self)
                                .header("Authorization", "Bearer " + server.foreignKey));

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.json().path("code").asText()).isEqualTo("unknown-batch");
        assertThat(server.get("/v1/batches").json().path("data")).hasSize(1);
    }

    private String draft() {
        Reply draft = server.post("/v1/batches", "{\"metadata\":{\"team\":\"x\"}}");
        assertThat(draft.status()).as(draft.text()).isEqualTo(201);
        JsonNode json = draft.json();
        assertThat(json.path("metadata").path("team").asText()).isEqualTo("x");
        return "/v1/batches/" + json.path("id").asText();
    }

    private int next(String self) {
        return server.get(self).json().path("nextLine").asInt();
    }

    private Reply upload(String path, String lines) {
        return server.send(
                server.authorized(path)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(lines)));
    }

    /** Promises more than it sends, and goes away. */
    private void broken(String path, String lines) throws IOException {
        byte[] body = lines.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            String head =
                    "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n"
                            .formatted(path, server.key, body.length + 10);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            await().until(() -> !server.batches.events.isEmpty());
        }
    }

    private static String good(String name) {
        return """
        {"custom_id":"%s","model":"one","inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1.5]}]}\
        """
                .formatted(name);
    }

    private List<Submission> submissions() {
        return server.publisher.events.stream().map(event -> event.getSubmission()).toList();
    }

    private List<BatchEvent> events(BatchEvent.EventCase kind) {
        return server.batches.events.stream()
                .filter(event -> event.getEventCase() == kind)
                .toList();
    }
}
