package io.forebay.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.standalone.Api.Answer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of jobs and of lines of batches that do not run before a test wants it. */
class HeldJobsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AWAITED = 40;
    private static final int WAITERS = 2_000;
    private static final long MOST_BYTES = 64 << 10;

    @SuppressWarnings("NullAway.Init")
    private static HeldModels models;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        models = HeldModels.start();
        api = models.api();
    }

    @AfterAll
    static void stop() {
        if (models != null) {
            models.close();
        }
    }

    @Test
    void aLineThatIsCanceledBeforeItRunsIsToldAndTheOthersSucceed() {
        String held = models.hold("never");
        String self =
                uploaded(
                        BatchIT.line("first", 1),
                        waiting("unwanted", 2, held),
                        BatchIT.line("last", 3));
        awaitCounts(self, counts(3, 1, 2, 0, 0));

        assertThat(api.post(self + "/lines/2/cancel", "").status()).isEqualTo(202);

        assertThat(BatchIT.awaitEnd(api, self).path("status").asText()).isEqualTo("completed");
        awaitCounts(self, counts(3, 0, 2, 1, 0));
        awaitNames(self, "results", "first", "last");
        JsonNode canceled = only(self, "errors");
        assertThat(canceled.path("custom_id").asText()).isEqualTo("unwanted");
        assertThat(canceled.path("line").asInt()).isEqualTo(2);
        assertThat(canceled.path("job").path("state").asText()).isEqualTo("canceled");
        assertThat(canceled.path("job").path("attempts")).isEmpty();

        // What has ended stays as it is.
        assertThat(api.post(self + "/lines/1/cancel", "").status()).isEqualTo(202);
        assertThat(api.post(self + "/lines/4/cancel", "").status()).isEqualTo(404);
        assertThat(api.post(self + "/retry-failed", "").header("Forebay-Retried")).contains("0");
        awaitCounts(self, counts(3, 0, 2, 1, 0));
    }

    @Test
    void whatHasEndedIsReadWhileOthersWaitAndAfterTheBatchHasExpired() {
        String held = models.hold("nowhere");
        String self =
                uploaded(
                        BatchIT.line("one", 11),
                        waiting("late", 12, held, "500ms"),
                        BatchIT.line("two", 13),
                        waiting("open", 14, held));

        awaitCounts(self, counts(4, 1, 2, 0, 1));
        Answer running = api.get(self);
        assertThat(running.json().path("status").asText()).isEqualTo("running");
        assertThat(running.json().path("terminal").asBoolean()).isFalse();
        awaitNames(self, "results", "one", "two");
        JsonNode late = only(self, "errors");
        assertThat(late.path("custom_id").asText()).isEqualTo("late");
        assertThat(late.path("job").path("state").asText()).isEqualTo("expired");
        assertThat(late.path("job").path("error").path("code").asText()).isEqualTo("queue-timeout");
        String cursor = api.get(self + "/errors").header("Forebay-Next-Cursor").orElseThrow();

        assertThat(api.post(self + "/lines/4/cancel", "").status()).isEqualTo(202);
        assertThat(BatchIT.awaitEnd(api, self).path("status").asText()).isEqualTo("expired");
        awaitCounts(self, counts(4, 0, 2, 1, 1));
        awaitNames(self, "results", "one", "two");
        awaitNames(self, "errors", "late", "open");
        assertThat(new String(api.get(self + "/errors?after=" + cursor).raw().body(), UTF_8))
                .as("what came after the page that was read while it ran")
                .contains("\"open\"")
                .doesNotContain("\"late\"");
    }

    @Test
    void linesThatExpiredAreRetriedUnderTheSameBatch() {
        String held = models.hold("afterwards");
        Answer created =
                api.post(
                        "/v1/batches",
                        BatchIT.bytes(waiting("a", 21, held) + "\n" + waiting("b", 22, held)),
                        "Content-Type",
                        "application/x-ndjson",
                        "Forebay-Batch-Window",
                        "1s");
        String self = BatchIT.self(created);
        assertThat(BatchIT.awaitEnd(api, self).path("status").asText()).isEqualTo("expired");
        awaitCounts(self, counts(2, 0, 0, 0, 2));

        Answer retried = api.post(self + "/retry-failed", "");
        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.header("Forebay-Retried")).contains("2");
        awaitCounts(self, counts(2, 2, 0, 0, 0));
        models.bring(held);

        assertThat(BatchIT.awaitEnd(api, self).path("status").asText()).isEqualTo("completed");
        awaitCounts(self, counts(2, 0, 2, 0, 0));
        awaitNames(self, "results", "a", "b");
        awaitNames(self, "errors");
    }

    @Test
    void everyEndOfAJobIsToldOnceAsAPollShowsIt() throws Exception {
        String held = models.hold("unheard");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            String secret = api.get("/v1/callback-secret").json().path("secret").asText();
            for (String end : List.of("failed", "canceled", "expired")) {
                receiver.expect("/good/" + end, secret);
            }
            byte[] cut = Arrays.copyOf(four(), four().length / 2);

            String failed = submitted("digits", cut, receiver.url("/good/failed"));
            String canceled = submitted(held, four(), receiver.url("/good/canceled"));
            String expired =
                    submitted(
                            held,
                            four(),
                            receiver.url("/good/expired"),
                            "Forebay-Queue-Timeout",
                            "500ms");
            assertThat(api.post("/v1/jobs/" + canceled + "/cancel", "").status()).isEqualTo(202);

            assertTold(receiver, failed, "failed", "invalid-image");
            assertTold(receiver, canceled, "canceled", "canceled");
            assertTold(receiver, expired, "expired", "queue-timeout");
        }
    }

    @Test
    void thousandsWaitAtOnceAndAllAreAnsweredWhenTheirJobsEnd() {
        String held = models.hold("awaited");
        List<String> jobs = IntStream.range(0, AWAITED).mapToObj(n -> awaited(held, n)).toList();
        try (Closing closing = new Closing()) {
            long before = liveHeap();
            List<LongPoll> polls =
                    IntStream.range(0, WAITERS)
                            .mapToObj(n -> poll(jobs.get(n % AWAITED)))
                            .map(closing::add)
                            .toList();
            await().atMost(BatchIT.END).until(() -> waiters() == WAITERS);
            long each = (liveHeap() - before) / WAITERS;
            assertThat(each)
                    .as("bytes of the heap, for both ends of a waiting call")
                    .isLessThan(MOST_BYTES);
            assertThat(polls).noneMatch(LongPoll::isAnswered);

            for (String job : jobs) {
                assertThat(api.post("/v1/jobs/" + job + "/cancel", "").status()).isEqualTo(202);
            }

            assertThat(polls)
                    .allSatisfy(poll -> {
                        JsonNode job = poll.answer();
                        assertThat(job.path("id").asText()).isEqualTo(poll.job());
                        assertThat(job.path("state").asText()).isEqualTo("canceled");
                    });
            await().atMost(BatchIT.END).until(() -> waiters() == 0);
        }
    }

    private static String awaited(String model, int seed) {
        Answer accepted = api.post("/v1/models/" + model + "/jobs", Tensors.digit(seed));
        assertThat(accepted.status()).as(accepted::code).isEqualTo(202);
        return accepted.json().path("id").asText();
    }

    private static LongPoll poll(String job) {
        Standalone standalone = models.standalone();
        return LongPoll.open(standalone.uri(), standalone.apiKey(), job);
    }

    private static int waiters() {
        String metrics = new String(api.get("/metrics").raw().body(), UTF_8);
        return metrics.lines()
                .filter(line -> line.matches("forebay_reader_waiters[ {].*"))
                .mapToInt(line -> (int) Double.parseDouble(line.replaceFirst(".* ", "")))
                .sum();
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String submitted(String model, byte[] picture, String callback, String... more) {
        List<String> headers =
                new ArrayList<>(List.of("Content-Type", "image/png", "Forebay-Callback", callback));
        headers.addAll(List.of(more));
        Answer accepted =
                api.post("/v1/models/" + model + "/jobs", picture, headers.toArray(new String[0]));
        assertThat(accepted.status()).as(accepted::code).isEqualTo(202);
        return accepted.json().path("id").asText();
    }

    private static byte[] four() {
        return Samples.bytes("digit-4.png");
    }

    private static void assertTold(WebhookReceiver receiver, String job, String end, String code)
            throws Exception {
        String deliveries = "/v1/jobs/" + job + "/deliveries";
        JsonNode delivery =
                await().atMost(BatchIT.END)
                        .until(
                                () -> api.get(deliveries).json().path("data").path(0),
                                one -> one.path("state").asText().equals("delivered"));
        assertThat(api.get(deliveries).json().path("data")).hasSize(1);
        assertThat(delivery.path("attempts")).hasSize(1);
        JsonNode shown = api.get("/v1/jobs/" + job).json();
        assertThat(shown.path("state").asText()).isEqualTo(end);
        assertThat(shown.path("error").path("code").asText()).isEqualTo(code);

        List<JsonNode> told = receiver.at("/good/" + end);
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().path("verified").asText()).isEqualTo("true");
        assertThat(told.getFirst().path("id")).isEqualTo(delivery.path("id"));
        JsonNode body = JSON.readTree(told.getFirst().path("body").asText());
        assertThat(body.path("type").asText()).isEqualTo("job." + end);
        assertThat(body.path("data")).isEqualTo(shown);
    }

    private static String uploaded(String... lines) {
        Answer created =
                BatchIT.upload(api, "/v1/batches", BatchIT.bytes(String.join("\n", lines)));
        assertThat(created.status()).as(created::code).isEqualTo(202);
        return BatchIT.self(created);
    }

    private static String waiting(String name, int seed, String model) {
        return BatchIT.line(name, seed).replace("\"digits\"", '"' + model + '"');
    }

    private static String waiting(String name, int seed, String model, String queueTimeout) {
        return waiting(name, seed, model)
                .replace(
                        "\"inputs\"",
                        "\"parameters\":{\"queue_timeout\":\"%s\"},\"inputs\""
                                .formatted(queueTimeout));
    }

    private static void awaitCounts(String self, JsonNode expected) {
        await().atMost(BatchIT.END)
                .untilAsserted(() ->
                        assertThat(api.get(self).json().path("request_counts"))
                                .isEqualTo(expected));
    }

    private static JsonNode counts(
            int total, int queued, int completed, int canceled, int expired) {
        return JSON.valueToTree(
                Map.of(
                        "total", total,
                        "queued", queued,
                        "running", 0,
                        "completed", completed,
                        "failed", 0,
                        "canceled", canceled,
                        "expired", expired));
    }

    private static void awaitNames(String self, String list, String... names) {
        await().atMost(BatchIT.END)
                .untilAsserted(() ->
                        assertThat(BatchIT.read(api, self + "/" + list, 1))
                                .extracting(line -> line.path("custom_id").asText())
                                .containsExactlyInAnyOrder(names));
    }

    private static JsonNode only(String self, String list) {
        return await().atMost(BatchIT.END)
                .until(() -> BatchIT.read(api, self + "/" + list, 10), lines -> lines.size() == 1)
                .getFirst();
    }
}
