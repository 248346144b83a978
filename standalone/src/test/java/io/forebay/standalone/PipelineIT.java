package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.standalone.Api.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job on real input, as a client sees it. */
@ExtendWith(RunningForebay.class)
class PipelineIT {

    private static final String NOTES = "/v1/models/notes/jobs";
    private static final String DIGITS = "/v1/models/digits/jobs";

    @Test
    void aPictureIsAcceptedAndItsBoxesCanBePolled(Api api) {
        Answer accepted =
                api.postFile(
                        NOTES,
                        Samples.file("coffee-break.jpg"),
                        "image/jpeg",
                        "Cache-Control",
                        "no-cache");

        assertThat(accepted.status()).isIn(200, 202);
        String location = accepted.header("Location").orElseThrow();
        Answer done =
                await().atMost(Duration.ofSeconds(30))
                        .until(
                                () -> api.get(location),
                                one -> one.json().path("terminal").asBoolean());
        JsonNode job = done.json();
        assertThat(job.path("state").asText()).isEqualTo("succeeded");
        assertThat(job.path("id").asText()).isEqualTo(accepted.json().path("id").asText());
        Samples.assertFound(job, "coffee-break.jpg");
        assertThat(job.path("timings").path("totalMs").asDouble()).isPositive();
        assertThat(job.path("provenance").path("executionProvider").asText()).isEqualTo("cpu");
    }

    @Test
    void aLongPollAnswersWhenTheJobHasEnded(Api api) {
        Answer accepted =
                api.postFile(
                        NOTES,
                        Samples.file("pavilion.jpg"),
                        "image/jpeg",
                        "Cache-Control",
                        "no-store");
        Answer done = api.get(accepted.header("Location").orElseThrow() + "?wait=30s");

        assertThat(done.status()).isEqualTo(200);
        Samples.assertFound(done.json(), "pavilion.jpg");
    }

    @Test
    void preferWaitAnswersInOneRoundTrip(Api api) {
        Answer done =
                api.postFile(
                        NOTES, Samples.file("night-launch.jpg"), "image/jpeg", "Prefer", "wait=10");

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.header("Preference-Applied").orElseThrow()).contains("wait=10");
        Samples.assertFound(done.json(), "night-launch.jpg");
    }

    @Test
    void boxesAreInThePixelsOfTheUprightPicture(Api api) {
        Answer done =
                api.postFile(
                        NOTES,
                        Samples.file("gravel-upright.jpg"),
                        "image/jpeg",
                        "Prefer",
                        "wait=10");

        Samples.assertFound(done.json(), "gravel-upright.jpg");
    }

    @Test
    void aTensorAsJsonGivesTheSameAnswerAsTheSameTensorInBinary(Api api) {
        float[] pixels = randomPixels(1);
        String data =
                IntStream.range(0, pixels.length)
                        .mapToObj(i -> Float.toString(pixels[i]))
                        .collect(Collectors.joining(","));
        Answer json =
                api.post(
                        DIGITS,
                        """
                        {"inputs":[{"name":"image","shape":[1,1,32,32],"datatype":"FP32","data":[%s]}],
                         "outputs":[{"name":"logits"}]}\
                        """
                                .formatted(data),
                        "Prefer",
                        "wait=10");
        Answer binary = binaryJob(api, pixels);

        assertThat(json.status()).as(json::code).isEqualTo(200);
        assertThat(binary.status()).as(binary::code).isEqualTo(200);
        JsonNode logits = json.json().path("outputs").get(0).path("data");
        assertThat(logits).hasSize(10);
        assertThat(binary.json().path("outputs").get(0).path("data")).isEqualTo(logits);
        assertThat(binary.json().path("cache").path("status").asText()).isEqualTo("hit");
    }

    @Test
    void aDigitIsRecognised(Api api) {
        Answer done =
                api.postFile(DIGITS, Samples.file("digit-7.png"), "image/png", "Prefer", "wait=10");

        assertThat(done.json().path("classes").get(0).path("label").asText()).isEqualTo("7");
    }

    @Test
    void theOpenInferenceProtocolWaitsForTheResult(Api api) {
        float[] pixels = randomPixels(2);
        Answer done =
                api.post(
                        "/v2/models/digits/infer",
                        """
                        {"id":"mine","inputs":[{"name":"image","shape":[1,1,32,32],"datatype":"FP32","data":[%s]}],
                         "outputs":[{"name":"logits"}]}\
                        """
                                .formatted(
                                        IntStream.range(0, pixels.length)
                                                .mapToObj(i -> Float.toString(pixels[i]))
                                                .collect(Collectors.joining(","))));

        assertThat(done.status()).as(done::code).isEqualTo(200);
        assertThat(done.json().path("model_name").asText()).isEqualTo("digits");
        assertThat(done.json().path("outputs").get(0).path("name").asText()).isEqualTo("logits");
        assertThat(done.json().path("outputs").get(0).path("shape").toString()).isEqualTo("[1,10]");
    }

    @Test
    void fiftyIdenticalJobsAtOnceAreOneExecutionAndFiftyResults(Api api) throws Exception {
        float[] pixels = randomPixels(3);
        List<Future<Answer>> answers = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(executor.submit(() -> binaryJob(api, pixels)));
            }
        }
        List<JsonNode> jobs = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            jobs.add(answer.get().json());
        }

        assertThat(jobs).allMatch(job -> job.path("state").asText().equals("succeeded"));
        assertThat(jobs).extracting(job -> job.path("id").asText()).doesNotHaveDuplicates();
        assertThat(jobs)
                .extracting(job -> job.path("outputs"))
                .containsOnly(jobs.getFirst().path("outputs"));
        assertThat(jobs)
                .extracting(job -> job.path("cache").path("status").asText())
                .allMatch(status -> List.of("miss", "coalesced", "hit").contains(status))
                .filteredOn("miss"::equals)
                .hasSize(1);
    }

    @Test
    void anIdempotencyKeyNamesOneJob(Api api) {
        byte[] picture = Samples.bytes("digit-4.png");
        String[] headers = {
            "Content-Type",
            "image/png",
            "Idempotency-Key",
            "\"order-%d\"".formatted(System.nanoTime())
        };
        Answer first = api.post(DIGITS, picture, headers);
        Answer again = api.post(DIGITS, picture, headers);
        Answer other = api.post(DIGITS, Samples.bytes("digit-7.png"), headers);

        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-conflict");
    }

    @Test
    void whatIsWrongIsSaidClearlyAndNothingElseSuffers(Api api) {
        assertRefused(api.post("/v1/models/nothing/jobs", "{}"), 404, "unknown-model");
        assertRefused(api.post(DIGITS, "{\"inputs\":["), 400, "malformed-request");
        assertRefused(
                api.post(DIGITS, new byte[0], "Content-Type", "application/json"),
                400,
                "malformed-request");
        assertRefused(tensor(api, "picture", "FP32", "[1,1,32,32]"), 422, "invalid-input");
        assertRefused(tensor(api, "image", "FP64", "[1,1,32,32]"), 422, "invalid-input");
        assertRefused(tensor(api, "image", "FP32", "[1,3,32,32]"), 422, "invalid-input");
        assertRefused(
                tensor(api, "image", "FP32", "[4611686018427387904,1,32,32]"),
                422,
                "invalid-input");
        assertRefused(
                api.post(
                        NOTES,
                        "no picture".getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "image/jpeg"),
                422,
                "invalid-image");
        assertRefused(
                api.post(NOTES, new byte[10], "Content-Type", "video/mp4"),
                415,
                "unsupported-media-type");
        assertRefused(api.get("/v1/jobs/job_unknown"), 404, "unknown-job");
        assertRefused(api.get("/v1/nothing"), 404, "not-found");

        byte[] cut = java.util.Arrays.copyOf(Samples.bytes("pavilion.jpg"), 40_000);
        JsonNode job =
                api.post(NOTES, cut, "Content-Type", "image/jpeg", "Prefer", "wait=10").json();
        assertThat(job.path("state").asText()).isEqualTo("failed");
        assertThat(job.path("error").path("code").asText()).isEqualTo("invalid-image");
        assertThat(job.path("attempts")).hasSize(1);
    }

    @Test
    void aJobThatHasEndedCannotBeCanceled(Api api) {
        JsonNode job =
                api.postFile(DIGITS, Samples.file("digit-4.png"), "image/png", "Prefer", "wait=10")
                        .json();
        Answer tooLate = api.post("/v1/jobs/" + job.path("id").asText() + "/cancel", "");

        assertThat(tooLate.status()).isEqualTo(409);
        assertThat(tooLate.code()).isEqualTo("already-terminal");
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status())
                .as(() -> new String(answer.raw().body(), StandardCharsets.UTF_8))
                .isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("detail").asText()).isNotBlank();
    }

    private static Answer tensor(Api api, String name, String datatype, String shape) {
        return api.post(
                DIGITS,
                "{\"inputs\":[{\"name\":\"%s\",\"shape\":%s,\"datatype\":\"%s\",\"data\":[0]}]}"
                        .formatted(name, shape, datatype));
    }

    private static Answer binaryJob(Api api, float[] pixels) {
        byte[] header =
                """
                {"inputs":[{"name":"image","shape":[1,1,32,32],"datatype":"FP32","parameters":{"binary_data_size":%d}}],"outputs":[{"name":"logits"}]}\
                """
                        .formatted(pixels.length * Float.BYTES)
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer body =
                ByteBuffer.allocate(header.length + pixels.length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(header);
        for (float pixel : pixels) {
            body.putFloat(pixel);
        }
        return api.post(
                DIGITS,
                body.array(),
                "Content-Type",
                "application/octet-stream",
                "Inference-Header-Content-Length",
                Integer.toString(header.length),
                "Prefer",
                "wait=20");
    }

    private static float[] randomPixels(long seed) {
        Random random = new Random(seed * 7919 + 13);
        float[] pixels = new float[32 * 32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat();
        }
        return pixels;
    }
}
