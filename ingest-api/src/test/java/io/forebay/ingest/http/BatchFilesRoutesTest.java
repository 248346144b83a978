package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.http.TestingServer.Reply;
import io.forebay.results.reader.BatchReader.Ending;
import io.forebay.schemas.wire.BatchCounts;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches whose lines or results are files. */
final class BatchFilesRoutesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final TestingServer server = new TestingServer();
    private final BatchCalls calls = new BatchCalls(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readsItsLinesFromAnObjectAndFinalizesItself() throws IOException {
        write("in.jsonl", BatchCalls.good("a") + "\n" + BatchCalls.good("b"));
        Reply reply =
                open("{\"input\":{\"url\":\"%s\"},\"metadata\":{\"k\":\"v\"}}", url("in.jsonl"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(reply.json().path("input").path("url").asText()).isEqualTo(url("in.jsonl"));
        awaitStatus(self(reply), "running");
        assertThat(calls.submissions())
                .extracting(Submission::getCustomId)
                .containsExactly("a", "b");
    }

    @Test
    void readsAPackedObject() throws IOException {
        Files.write(file("packed"), packed(BatchCalls.good("zipped") + "\n"));

        awaitStatus(self(open("{\"input\":{\"url\":\"%s\"}}", url("packed"))), "running");
        assertThat(calls.submissions())
                .extracting(Submission::getCustomId)
                .containsExactly("zipped");
    }

    @Test
    void aBatchWithAnInputTakesLinesOfItAlone() throws IOException {
        write("in.jsonl", BatchCalls.good("a"));
        server.room.set(false);
        String self = self(open("{\"input\":{\"url\":\"%s\"}}", url("in.jsonl")));

        for (Reply refused :
                List.of(
                        calls.upload(self + "/lines", BatchCalls.good("b")),
                        server.post(self + "/finalize", ""))) {
            assertProblem(refused, 409, "batch-conflict");
            assertThat(refused.text()).contains("come from its input");
        }
        server.room.set(true);
        awaitStatus(self, "running");
        assertThat(calls.submissions()).extracting(Submission::getCustomId).containsExactly("a");
    }

    @Test
    void anInputThatIsNoWholeGzipEndsTheBatchWithItsReason() throws IOException {
        byte[] packed = packed(BatchCalls.good("zipped"));
        Files.write(file("cut"), Arrays.copyOf(packed, packed.length - 12));
        String id = open("{\"input\":{\"url\":\"%s\"}}", url("cut")).json().path("id").asText();

        await().atMost(LONG).until(() -> !calls.events(BatchEvent.EventCase.CANCELED).isEmpty());
        assertThat(calls.events(BatchEvent.EventCase.CANCELED))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getBatchId()).isEqualTo(id);
                    assertThat(event.getCanceled().getProblem().getDetail())
                            .contains("the input is not whole");
                });
    }

    @Test
    void refusesObjectsThatAreNotThereOrNotTheTenants() throws IOException {
        write("in.jsonl", BatchCalls.good("a"));
        refused("/input/url", "is not there", "{\"input\":{\"url\":\"%s\"}}", url("none"));
        refused(
                "/input/url",
                "none of the tenant's roots: file:" + server.inbox + "/acme/",
                "{\"input\":{\"url\":\"%s\"}}",
                "file:" + server.inbox + "/other/in.jsonl");
        refused(
                "/input/url",
                "names no object",
                "{\"input\":{\"url\":\"%s\"}}",
                "http://169.254.169.254/latest");
        refused("/output/url", "must end with '/'", "{\"output\":{\"url\":\"%s\"}}", url("out"));
        refused(
                "/output/url",
                "none of the tenant's roots",
                "{\"output\":{\"url\":\"%s\"}}",
                "file:/tmp/");
        refused("/input", "the one member url", "{\"input\":{\"path\":\"%s\"}}", "x");
        assertThat(server.batches.events).isEmpty();
    }

    @Test
    void anotherNodesUnfinishedBatchIsTakenOnWhereItIs() throws IOException {
        List<String> lines =
                IntStream.rangeClosed(1, 150).mapToObj(n -> BatchCalls.good("row-" + n)).toList();
        write("in.jsonl", String.join("\n", lines) + "\n");
        // Opened and filled up to line 100 by a node that is gone.
        String id = server.mint.mintBatch("acme").text();
        server.batches.states.put(
                id,
                BatchState.newBuilder()
                        .setBatchId(id)
                        .setTenant("acme")
                        .setCreatedAt(server.clock.millis())
                        .setDeadline(
                                server.clock.instant().plus(Duration.ofDays(365)).toEpochMilli())
                        .setSource(url("in.jsonl"))
                        .setNextLine(101)
                        .setNextChunk(0)
                        .setNextOffset(
                                lines.stream().limit(100).mapToInt(line -> line.length() + 1).sum())
                        .build());
        await().atMost(LONG)
                .until(() -> {
                    server.clock.advance(Duration.ofSeconds(31));
                    return server.batches.states.get(id).getStatus() == BatchStatus.BATCH_RUNNING;
                });

        assertThat(calls.submissions())
                .extracting(Submission::getCustomId)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(101, 150)
                                .mapToObj(n -> "row-" + n)
                                .collect(Collectors.toList()));
    }

    @Test
    void anInputThatIsNoMoreThereEndsTheBatchWithItsReason() {
        String id = server.mint.mintBatch("acme").text();
        server.batches.states.put(
                id,
                BatchState.newBuilder()
                        .setBatchId(id)
                        .setTenant("acme")
                        .setDeadline(
                                server.clock.instant().plus(Duration.ofDays(365)).toEpochMilli())
                        .setSource(url("gone.jsonl"))
                        .setNextLine(1)
                        .build());
        await().atMost(LONG)
                .until(() -> {
                    server.clock.advance(Duration.ofSeconds(31));
                    return !calls.events(BatchEvent.EventCase.CANCELED).isEmpty();
                });

        assertThat(
                        calls.events(BatchEvent.EventCase.CANCELED)
                                .getFirst()
                                .getCanceled()
                                .getProblem()
                                .getDetail())
                .contains("is not there", "gone.jsonl");
    }

    @Test
    void writesResultsAndErrorsWhenTheBatchHasEnded() throws IOException {
        Reply draft = open("{\"output\":{\"url\":\"%s\"}}", url("out/"));
        assertThat(draft.status()).as(draft.text()).isEqualTo(201);
        assertThat(draft.json().path("output").path("written").asBoolean()).isFalse();
        server.batches.ended.put(Ending.RESULT, List.of(job(1, State.SUCCEEDED)));
        server.batches.ended.put(Ending.ERROR, List.of(job(2, State.FAILED)));
        String id = draft.json().path("id").asText();
        server.batches.states.computeIfPresent(
                id,
                (_, batch) ->
                        batch.toBuilder()
                                .setStatus(BatchStatus.BATCH_COMPLETED)
                                .setCreatedAt(server.clock.millis())
                                .setFinishedAt(server.clock.millis())
                                .setCounts(
                                        BatchCounts.newBuilder()
                                                .setTotal(2)
                                                .setCompleted(1)
                                                .setFailed(1))
                                .build());

        JsonNode output =
                await().atMost(LONG)
                        .until(
                                () -> server.get(self(draft)).json().path("output"),
                                now -> now.path("written").asBoolean());
        assertThat(output.path("results").asText()).isEqualTo(url("out/results.jsonl"));
        assertThat(Files.readString(file("out/results.jsonl")))
                .isEqualTo(server.get(self(draft) + "/results").text())
                .contains("\"custom_id\":\"row-1\"");
        assertThat(Files.readString(file("out/errors.jsonl")))
                .isEqualTo(server.get(self(draft) + "/errors").text())
                .contains("\"custom_id\":\"row-2\"");
    }

    @Test
    void aLineNamesAnObjectInPlaceOfItsInputs() throws IOException {
        write(
                "one.json",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[2.5]}]}");
        write("not.json", "nonsense");
        String self = calls.draft();
        calls.upload(
                self + "/lines",
                String.join(
                        "\n",
                        refers("ok", url("one.json")),
                        refers("none", url("no.json")),
                        refers("foreign", "file:" + server.inbox + "/other/one.json"),
                        refers("outside", "http://127.0.0.1/one.json"),
                        refers("text", url("not.json"))));

        assertThat(calls.submissions())
                .extracting(job -> job.getCustomId() + " " + job.getFault().getCode())
                .containsExactly(
                        "ok ",
                        "none invalid-input",
                        "foreign invalid-input",
                        "outside invalid-input",
                        "text unsupported-media-type");
        assertThat(calls.submissions().get(1).getFault().getDetail())
                .contains("'dataref'", "is not there");
    }

    @Test
    void linesThatNameObjectsKeepTheirOrder() throws IOException {
        List<String> names = IntStream.range(0, 250).mapToObj(n -> "row-" + n).toList();
        for (String name : names) {
            write(
                    name + ".json",
                    " {\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[2.5]}]}");
        }
        String self = calls.draft();
        calls.upload(
                self + "/lines",
                names.stream()
                        .map(name -> refers(name, url(name + ".json")))
                        .collect(Collectors.joining("\n")));

        assertThat(calls.submissions())
                .extracting(Submission::getCustomId)
                .containsExactlyElementsOf(names);
        assertThat(calls.submissions())
                .extracting(Submission::getBatchLine)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 250).boxed().toList());
        assertThat(calls.submissions()).noneMatch(Submission::hasFault);
    }

    private void refused(String pointer, String why, String body, String url) {
        Reply reply = open(body, url);
        assertThat(reply.status()).as(reply.text()).isEqualTo(422);
        assertThat(reply.json().path("errors").path(0).path("pointer").asText()).isEqualTo(pointer);
        assertThat(reply.text()).contains(why);
    }

    private Reply open(String body, String url) {
        return server.post("/v1/batches", body.formatted(url));
    }

    private void awaitStatus(String self, String status) {
        await().atMost(LONG)
                .until(() -> server.get(self).json().path("status").asText().equals(status));
    }

    private static String self(Reply reply) {
        return "/v1/batches/" + reply.json().path("id").asText();
    }

    private static String refers(String name, String url) {
        return "{\"custom_id\":\"%s\",\"model\":\"one\",\"dataref\":\"%s\"}".formatted(name, url);
    }

    private JobState job(int line, State state) {
        return JobState.newBuilder()
                .setJobId("job_" + line)
                .setVersion(2)
                .setCreatedAt(server.clock.millis())
                .setState(state)
                .setBatchLine(line)
                .setCustomId("row-" + line)
                .build();
    }

    private String url(String name) {
        return "file:" + server.inbox + "/acme/" + name;
    }

    private Path file(String name) throws IOException {
        Path file = server.inbox.resolve("acme").resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(file(name), text);
    }
}
