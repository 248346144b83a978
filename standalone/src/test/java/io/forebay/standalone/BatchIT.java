package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.standalone.Api.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batches through everything. */
@ExtendWith(RunningForebay.class)
class BatchIT {

    static final Duration END = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aBatchRunsToItsEndWithExactCountsAndEachResultOnce(Api api) {
        int lines = 500;
        String text = lines("count", 1, lines) + "nonsense\n" + line("count-1", 7) + "\n";
        Answer created = upload(api, "/v1/batches", text.getBytes(StandardCharsets.UTF_8));
        assertThat(created.status()).as(created::code).isEqualTo(202);

        JsonNode ended = awaitEnd(api, self(created));
        assertThat(ended.path("status").asText()).isEqualTo("completed");
        assertThat(ended.path("request_counts"))
                .isEqualTo(
                        JSON.valueToTree(
                                java.util.Map.of(
                                        "total", lines + 2,
                                        "queued", 0,
                                        "running", 0,
                                        "completed", lines,
                                        "failed", 2,
                                        "canceled", 0,
                                        "expired", 0)));
        List<JsonNode> results = read(api, self(created) + "/results", 37);
        assertThat(results)
                .extracting(result -> result.path("custom_id").asText())
                .containsExactlyInAnyOrderElementsOf(names("count", 1, lines));
        assertThat(results)
                .allMatch(result -> result.path("job").path("state").asText().equals("succeeded"));
        assertThat(read(api, self(created) + "/errors", 100))
                .extracting(error ->
                        error.path("line").asInt()
                                + " "
                                + error.path("job").path("error").path("code").asText())
                .containsExactlyInAnyOrder(
                        lines + 1 + " malformed-request", lines + 2 + " duplicate-custom-id");
        assertThat(api.get("/v1/batches").json().path("data"))
                .anyMatch(batch -> batch.path("id").equals(ended.path("id")));
    }

    @Test
    void repeatedLinesCostNoRunOfTheirOwn(Api api) throws IOException {
        String text =
                IntStream.range(0, 60)
                        .mapToObj(n -> line("same-" + n, 1_000_000 + n % 3) + "\n")
                        .collect(Collectors.joining());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Answer created =
                api.post(
                        "/v1/batches",
                        packed.toByteArray(),
                        "Content-Type",
                        "application/x-ndjson",
                        "Content-Encoding",
                        "gzip");

        JsonNode ended = awaitEnd(api, self(created));
        assertThat(ended.path("cache").path("saved").asInt()).isEqualTo(57);
    }

    @Test
    void aDraftIsFilledInPiecesAndCanceledWithWhatIsDoneKept(Api api) {
        Answer draft = api.post("/v1/batches", "{}");
        assertThat(draft.status()).isEqualTo(201);
        String self = "/v1/batches/" + draft.json().path("id").asText();
        upload(api, self + "/lines", bytes(lines("draft", 1, 20)));
        await().atMost(END).until(() -> counts(api, self).path("completed").asInt() == 20);
        // Lines that nobody can run yet: their model's lane is far behind.
        upload(api, self + "/lines?line=21", bytes(lines("draft", 21, 2_000)));
        assertThat(api.post(self + "/cancel", "").status()).isEqualTo(202);

        JsonNode ended = awaitEnd(api, self);
        JsonNode counts = ended.path("request_counts");
        assertThat(ended.path("status").asText()).isEqualTo("canceled");
        assertThat(counts.path("total").asInt()).isEqualTo(2_000);
        assertThat(counts.path("completed").asInt() + counts.path("canceled").asInt())
                .isEqualTo(2_000);
        assertThat(read(api, self + "/results", 1_000)).hasSize(counts.path("completed").asInt());
        assertThat(read(api, self + "/errors", 1_000)).hasSize(counts.path("canceled").asInt());
        assertThat(upload(api, self + "/lines", bytes(line("late", 1))).status()).isEqualTo(409);
    }

    static JsonNode awaitEnd(Api api, String self) {
        return await().atMost(END)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> api.get(self).json(), batch -> batch.path("terminal").asBoolean());
    }

    /** Every line of a list, by pages. */
    static List<JsonNode> read(Api api, String list, int page) {
        List<JsonNode> lines = new ArrayList<>();
        String cursor = "";
        while (true) {
            Answer answer = api.get(list + "?limit=" + page + "&after=" + cursor);
            assertThat(answer.status()).isEqualTo(200);
            String text = new String(answer.raw().body(), StandardCharsets.UTF_8);
            if (text.isEmpty()) {
                return lines;
            }
            text.lines().map(BatchIT::json).forEach(lines::add);
            cursor = answer.header("Forebay-Next-Cursor").orElseThrow();
        }
    }

    static Answer upload(Api api, String path, byte[] lines) {
        return api.post(path, lines, "Content-Type", "application/x-ndjson");
    }

    static String self(Answer created) {
        return created.header("Location").orElseThrow();
    }

    static String lines(String prefix, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> line(prefix + "-" + n, prefix.hashCode() + n) + "\n")
                .collect(Collectors.joining());
    }

    static String line(String name, int seed) {
        Random random = new Random(seed);
        return """
        {"custom_id":"%s","model":"digits","inputs":[{"name":"image","shape":[1,1,32,32],"datatype":"FP32","data":[%s]}]}\
        """
                .formatted(
                        name,
                        IntStream.range(0, 32 * 32)
                                .mapToObj(i -> Integer.toString(random.nextInt(2)))
                                .collect(Collectors.joining(",")));
    }

    static List<String> names(String prefix, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> prefix + "-" + n).toList();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode counts(Api api, String self) {
        return api.get(self).json().path("request_counts");
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
