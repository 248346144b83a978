package io.forebay.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.loadtests.onnx.OnnxModelBuilder;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.standalone.Api.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A deleted job leaves the disk: what was said with it and what was answered lies in no file any
 * more, whatever reads it, after the time that is stated for it. A model gives back the text that
 * it was sent, so that results carry what was planted in inputs.
 */
class DeletionIT {

    private static final Duration LAG = Duration.ofSeconds(30);

    /** Half as long again, as is promised. */
    private static final Duration PROMISED = LAG.plus(LAG.dividedBy(2));

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** More than travels in a record. */
    private static final String LARGE = "x".repeat(400_000);

    /** As an input it travels in a record, as an output it does not. */
    private static final String HALF_LARGE = "x".repeat(100_000);

    private final Path home = RunningForebay.freshHome();
    private final Path models = RunningForebay.freshHome();
    private final RawFiles files = new RawFiles(home);

    /** A job, and a text that is nowhere but in it. */
    private record Planted(String text, String job) {}

    @Test
    void nothingOfADeletedJobIsInAnyFileAfterTheStatedTime() throws Exception {
        write(models);
        Planted failing;
        Planted inline;
        Planted large;
        Planted noted;
        Planted line;
        Planted neighbour;
        try (Standalone standalone = start()) {
            Api api = RunningForebay.api(standalone);
            failing = failing(api);
            inline = planted(api, "");
            large = planted(api, LARGE);
            noted = noted(api);
            line = line(api);
            neighbour = planted(api, "");
            isIn(inline, "redis/");
        }
        isIn(
                failing,
                "forebay.jobs-",
                "forebay.work.texts.interactive-",
                "forebay.completions-",
                "forebay.dispatcher-retries-changelog-",
                "forebay.dead-letters-");
        isIn(
                inline,
                "forebay.jobs-",
                "forebay.work.texts.interactive-",
                "forebay.completions-",
                "forebay.job-states-",
                "forebay.dispatcher-flights-changelog-",
                "rocksdb/flights/",
                "redis/");
        isIn(large, "payloads/inputs/", "payloads/outputs/");
        isIn(noted, "forebay.jobs-", "forebay.job-states-", "forebay.dispatcher-waiters-changelog");
        isIn(
                line,
                "forebay.jobs-",
                "forebay.work.texts.bulk-",
                "forebay.completions-",
                "forebay.job-states-");

        // What a store wrote down when it was closed, it only hears to be deleted after this start.
        try (Standalone standalone = start()) {
            Api api = RunningForebay.api(standalone);
            Planted owed = owed(api);
            isIn(owed, "forebay.deliveries-", "forebay.job-states-");
            List<Planted> deleted = List.of(failing, inline, large, noted, line, owed);
            deleted.forEach(one -> delete(api, one));

            await().atMost(PROMISED)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(left(deleted)).isEmpty());

            RedisCommands.done(standalone.redisAddress(), "SAVE");
            assertThat(left(deleted)).as("with Redis's memory written down").isEmpty();
            assertThat(files.with(neighbour.text()))
                    .as("of a job that was not deleted")
                    .anyMatch(file -> file.contains("forebay.job-states-"))
                    .anyMatch(file -> file.contains("redis/dump.rdb"));
            assertThat(api.get("/v1/jobs/" + neighbour.job()).json().toString())
                    .contains(neighbour.text());
            assertThat(files.with(inline.job()))
                    .as("that the job was deleted has to be known")
                    .anyMatch(file -> file.contains("forebay.job-states-"));
        }
        assertThat(left(List.of(failing, inline, large, noted, line)))
                .as("with everything written down that was in memory")
                .isEmpty();
    }

    private Standalone start() {
        Standalone standalone =
                Standalone.start(
                        StandaloneConfig.of(home, 0, models, System.getenv("PATH"))
                                .forgettingAfter(LAG),
                        new Stages(new PrintStream(System.out, true, UTF_8)));
        // So that what lies in its files can be found there.
        RedisCommands.done(standalone.redisAddress(), "CONFIG SET rdbcompression no");
        return standalone;
    }

    private void isIn(Planted planted, String... places) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    Set<String> found = files.with(planted.text());
                    for (String place : places) {
                        assertThat(found)
                                .as("this test finds what is in %s", place)
                                .anyMatch(file -> file.contains(place));
                    }
                });
    }

    /** The files in which there is something of deleted jobs yet. */
    private Map<String, Set<String>> left(List<Planted> deleted) {
        Map<String, Set<String>> left = new TreeMap<>();
        for (Planted one : deleted) {
            Set<String> found = files.with(one.text());
            if (!found.isEmpty()) {
                left.put(one.text(), found);
            }
        }
        return left;
    }

    /** A job whose output cannot be kept: tried again, and buried. */
    private Planted failing(Api api) throws IOException {
        Path outputs = home.resolve("payloads/outputs");
        Files.createDirectories(outputs.getParent());
        Files.createFile(outputs);
        String text = text();
        String job = submit(api, text + HALF_LARGE);
        assertThat(ended(api, job)).isEqualTo("failed");
        Files.delete(outputs);
        return new Planted(text, job);
    }

    private static Planted planted(Api api, String more) {
        String text = text();
        String job = submit(api, text + more);
        assertThat(ended(api, job)).isEqualTo("succeeded");
        return new Planted(text, job);
    }

    private static Planted noted(Api api) {
        String note = text();
        String job = submit(api, text(), "Forebay-Metadata", "{\"note\":\"%s\"}".formatted(note));
        assertThat(ended(api, job)).isEqualTo("succeeded");
        return new Planted(note, job);
    }

    private static Planted line(Api api) {
        String text = text();
        String line =
                "{\"custom_id\":\"one\",\"model\":\"texts\",\"inputs\":[%s]}"
                        .formatted(input(text));
        String self = BatchIT.self(BatchIT.upload(api, "/v1/batches", line.getBytes(UTF_8)));
        assertThat(BatchIT.awaitEnd(api, self).path("request_counts").path("completed").asInt())
                .isEqualTo(1);
        return new Planted(
                text,
                BatchIT.read(api, self + "/results", 10)
                        .getFirst()
                        .path("job")
                        .path("id")
                        .asText());
    }

    /** A job of which somebody is to be told, who is not there. */
    private static Planted owed(Api api) {
        String text = text();
        String nobody = "http://127.0.0.1:" + FreePorts.any() + "/";
        String job = submit(api, text, "Forebay-Callback", nobody);
        assertThat(ended(api, job)).isEqualTo("succeeded");
        await().atMost(PATIENCE)
                .until(() ->
                        !api.get("/v1/jobs/" + job + "/deliveries").json().path("data").isEmpty());
        return new Planted(text, job);
    }

    private static void delete(Api api, Planted planted) {
        assertThat(api.delete("/v1/jobs/" + planted.job()).status()).isIn(202, 204);
    }

    private static String submit(Api api, String text, String... headers) {
        Answer submitted =
                api.post(
                        "/v1/models/texts/jobs",
                        "{\"inputs\":[%s]}".formatted(input(text)),
                        headers);
        assertThat(submitted.status()).as(submitted::code).isEqualTo(202);
        return submitted.json().path("id").asText();
    }

    private static String input(String text) {
        return "{\"name\":\"x\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"%s\"]}"
                .formatted(text);
    }

    private static String ended(Api api, String job) {
        return await().atMost(PATIENCE)
                .until(
                        () -> api.get("/v1/jobs/" + job + "?wait=5s").json(),
                        json -> json.path("terminal").asBoolean())
                .path("state")
                .asText();
    }

    private static String text() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return "planted-" + HexFormat.of().formatHex(random);
    }

    private static void write(Path models) throws IOException {
        Path to = Files.createDirectories(models.resolve("texts").resolve("1"));
        Files.write(
                to.resolve("model.onnx"),
                OnnxModelBuilder.named("identity")
                        .input("x", Datatype.BYTES, "N")
                        .node("Identity", List.of("x"), List.of("y"))
                        .output("y", Datatype.BYTES, "N")
                        .build());
        Files.writeString(
                to.resolve("model.yaml"),
                """
                name: texts
                version: "1"
                retries: { max-attempts: 2, backoff: 100ms, max-backoff: 100ms }
                """);
    }
}
