package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.ingest.http.TestingServer.Reply;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.Submission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatchUploadRoutesTest {

    private final TestingServer server = new TestingServer();
    private final BatchCalls calls = new BatchCalls(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readsGzipAndTheFileOfAForm() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((BatchCalls.good("zipped") + "\n").getBytes(StandardCharsets.UTF_8));
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
                                                        + BatchCalls.good("form")
                                                        + "\r\n--xyz--\r\n")));

        assertThat(zipped.status()).as(zipped.text()).isEqualTo(202);
        assertThat(form.status()).as(form.text()).isEqualTo(202);
        assertThat(calls.submissions())
                .extracting(Submission::getCustomId)
                .containsExactly("zipped", "form");
        assertThat(calls.submissions()).noneMatch(Submission::hasFault);
    }

    @Test
    void aDraftTakesLinesUntilItIsFinalizedAndNoneTwice() {
        String self = calls.draft();
        assertThat(
                        calls.upload(self + "/lines?line=1", BatchCalls.good("a"))
                                .json()
                                .path("nextLine")
                                .asInt())
                .isEqualTo(2);
        Reply again = calls.upload(self + "/lines?line=1", BatchCalls.good("a"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("detail").asText()).contains("next line is 2");
        calls.upload(self + "/lines", BatchCalls.good("a") + "\n" + BatchCalls.good("b"));
        assertThat(calls.submissions().get(1).getFault().getCode())
                .isEqualTo("duplicate-custom-id");
        assertThat(server.post(self + "/finalize", "").status()).isEqualTo(202);
        assertThat(calls.upload(self + "/lines", BatchCalls.good("c")).status()).isEqualTo(409);
    }

    @Test
    void aBrokenUploadKeepsWhatWasTakenAndGoesOnThere() throws IOException {
        String self = calls.draft();
        String lines =
                IntStream.rangeClosed(1, 150)
                        .mapToObj(n -> BatchCalls.good("row-" + n) + "\n")
                        .collect(Collectors.joining());
        calls.broken(self + "/lines", lines);
        await().until(() -> calls.next(self) == 101);

        String rest = lines.substring(server.get(self).json().path("nextOffset").asInt());
        assertThat(calls.upload(self + "/lines?line=101", rest).status()).isEqualTo(202);

        assertThat(calls.next(self)).isEqualTo(151);
        assertThat(calls.submissions())
                .filteredOn(job -> !job.hasFault())
                .extracting(Submission::getBatchLine)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 150).asLongStream().boxed().toList());
    }

    @Test
    void aWholeBatchWhoseUploadBreaksIsDiscarded() throws IOException {
        calls.broken("/v1/batches", BatchCalls.good("a") + "\n");

        await().until(() -> !calls.events(BatchEvent.EventCase.CANCELED).isEmpty());
        assertThat(server.batches.states.values())
                .allMatch(batch -> batch.getStatus() == BatchStatus.BATCH_CANCELING);
    }
}
