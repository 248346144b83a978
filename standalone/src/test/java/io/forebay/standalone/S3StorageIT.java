package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.client.JobInput;
import io.forebay.client.JobOptions;
import io.forebay.client.kafka.Acceptance;
import io.forebay.client.kafka.ForebayProducer;
import io.forebay.client.kafka.ProducerSettings;
import io.forebay.client.model.RepositoryIndex;
import io.forebay.objects.PayloadStores;
import io.forebay.objects.PayloadsConfig;
import io.forebay.objects.TestingS3;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.standalone.Api.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Services that share no directory, only an S3 server: claim checks, batches from and to objects.
 */
class S3StorageIT {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofMinutes(2);
    private static final Path SAMPLES = RunningForebay.MODELS.resolve("samples");
    private static final int LINES = 150;

    @Test
    void largePayloadsAndBatchesGoThroughS3AndNothingIsAcceptedWhileItIsAway() throws IOException {
        Path directory = RunningForebay.freshHome();
        try (Servers servers = Servers.start(directory);
                TestingS3 s3 = new TestingS3();
                S3Client objects = s3.client(directory);
                Closing closing = new Closing()) {
            ServiceFiles files = files(servers, directory, s3);
            putModels(objects, directory.resolve("repository"));
            Path cache = directory.resolve("model-cache");
            String models =
                    "remote-models: { url: \"%s\", s3: %s, cache-directory: \"%s\" }"
                            .formatted(url("models"), s3.yaml(directory), cache);
            List<ServiceProcess> all =
                    List.of(
                            closing.add(files.dispatcher("1")),
                            closing.add(files.resultStore("1")),
                            closing.add(files.worker("1", models)),
                            closing.add(files.ingest("1")));
            await().atMost(START).until(() -> all.stream().allMatch(ServiceProcess::isReady));
            Api api = files.api(all.getLast().port());
            try (Stream<Path> fetched = Files.walk(cache)) {
                assertThat(fetched).anyMatch(file -> file.endsWith("digits/1/model.onnx"));
            }

            largeInput(api, objects);
            batch(api, objects);
            away(api, s3);
        }
    }

    @Test
    void payloadsGoWithTheLastJobThatNamesThem() throws IOException {
        Path directory = RunningForebay.freshHome();
        try (Servers servers = Servers.start(directory);
                TestingS3 s3 = new TestingS3();
                S3Client objects = s3.client(directory);
                Closing closing = new Closing()) {
            ServiceFiles files = files(servers, directory, s3);
            List<ServiceProcess> all =
                    List.of(
                            closing.add(
                                    files.dispatcher(
                                            "1",
                                            "timing: { payload-grace: 0s, housekeeping: 200ms }")),
                            closing.add(files.resultStore("1")),
                            closing.add(files.worker("1", "output-inline-limit: 1")),
                            closing.add(files.ingest("1")));
            await().atMost(START).until(() -> all.stream().allMatch(ServiceProcess::isReady));
            Api api = files.api(all.getLast().port());

            Answer first = submit(api, 3);
            awaitEnd(api, first);
            List<String> ofTheFirst = keys(objects, "kept/inputs/");
            List<String> shared = keys(objects, "kept/outputs/");
            assertThat(ofTheFirst).hasSize(1);
            assertThat(shared).hasSize(1);
            Answer repeat = submit(api, 3);
            assertThat(awaitEnd(api, repeat).path("cache").path("status").asText())
                    .isEqualTo("hit");
            List<String> ofTheRepeat = new ArrayList<>(keys(objects, "kept/inputs/"));
            ofTheRepeat.removeAll(ofTheFirst);

            delete(api, first);
            awaitInputs(objects, ofTheRepeat);
            expires(servers, s3, directory, objects);
            awaitInputs(objects, ofTheRepeat);
            assertThat(keys(objects, "kept/outputs/")).isEqualTo(shared);
            assertThat(awaitEnd(api, repeat).path("classes").path(0).path("label").asText())
                    .isEqualTo("7");
            delete(api, repeat);
            await().atMost(END).until(() -> keys(objects, "kept/").isEmpty());
        }
    }

    /** A job that nobody deletes: its payloads come, and go when its time is over. */
    private static void expires(Servers servers, TestingS3 s3, Path directory, S3Client objects)
            throws IOException {
        int before = keys(objects, "kept/").size();
        try (PayloadStore store =
                        PayloadStores.open(
                                new PayloadsConfig(
                                        Path.of("unused"),
                                        TestingS3.BUCKET,
                                        "kept/",
                                        s3.config(directory)));
                ForebayProducer producer =
                        ForebayProducer.start(
                                new ProducerSettings(
                                        Map.of("bootstrap.servers", servers.bootstrapServers()),
                                        "local",
                                        ServiceFiles.ID_SECRET,
                                        Duration.ofSeconds(5),
                                        1 << 20,
                                        Duration.ofSeconds(5)),
                                Optional.of(store))) {
            assertThat(
                            producer.submit(
                                            "digits",
                                            JobInput.Picture.of(picture(4), "image/png"),
                                            JobOptions.DEFAULT.cacheControl("no-store"))
                                    .join())
                    .isInstanceOf(Acceptance.Accepted.class);
            await().atMost(END).until(() -> keys(objects, "kept/").size() == before + 2);
        }
        await().atMost(END).until(() -> keys(objects, "kept/").size() == before);
    }

    private static ServiceFiles files(Servers servers, Path directory, TestingS3 s3) {
        return new ServiceFiles(
                servers,
                directory,
                "{ bucket: %s, prefix: kept/, s3: %s }"
                        .formatted(TestingS3.BUCKET, s3.yaml(directory)),
                "{ roots: [\"s3://%s/{tenant}/\"], s3: %s }"
                        .formatted(TestingS3.BUCKET, s3.yaml(directory)));
    }

    /**
     * As an operator does: the index by the command's own code, then everything into the bucket.
     */
    private static void putModels(S3Client objects, Path repository) throws IOException {
        Path version = Files.createDirectories(repository.resolve("digits/1"));
        try (Stream<Path> files = Files.list(RunningForebay.MODELS.resolve("digits/1"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, version.resolve(file.getFileName()));
            }
        }
        Path index = RepositoryIndex.of(repository).write();
        put(objects, "models/" + index.getFileName(), Files.readAllBytes(index));
        try (Stream<Path> files = Files.list(version)) {
            for (Path file : files.toList()) {
                put(objects, "models/digits/1/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
    }

    private static void largeInput(Api api, S3Client objects) throws IOException {
        Answer submitted = submit(api, 1);
        assertThat(submitted.status()).as(submitted::code).isEqualTo(202);
        assertThat(keys(objects, "kept/inputs/")).hasSize(1);
        JsonNode job = awaitEnd(api, submitted);
        assertThat(job.path("state").asText()).as(job::toString).isEqualTo("succeeded");
    }

    private static void batch(Api api, S3Client objects) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(BatchIT.bytes(BatchIT.lines("s3", 1, LINES)));
            gzip.write(
                    BatchIT.bytes(
                            "{\"custom_id\":\"picture\",\"model\":\"digits\",\"dataref\":\"%s\"}\nbad\n"
                                    .formatted(url("four.png"))));
        }
        put(objects, "in.jsonl.gz", packed.toByteArray());
        put(objects, "four.png", Files.readAllBytes(SAMPLES.resolve("digit-4.png")));
        Answer created =
                api.post(
                        "/v1/batches",
                        "{\"input\":{\"url\":\"%s\"},\"output\":{\"url\":\"%s\"}}"
                                .formatted(url("in.jsonl.gz"), url("out/")));
        assertThat(created.status()).as(created::code).isEqualTo(202);

        String self = BatchIT.self(created);
        BatchIT.awaitEnd(api, self);
        JsonNode batch =
                await().atMost(END)
                        .until(
                                () -> api.get(self).json(),
                                one -> one.path("output").path("written").asBoolean());
        assertThat(batch.path("request_counts").path("completed").asInt()).isEqualTo(LINES + 1);
        String results = read(objects, "out/results.jsonl");
        assertThat(results.lines()).hasSize(LINES + 1);
        assertThat(results).contains("\"custom_id\":\"picture\"", "\"custom_id\":\"s3-1\"");
        assertThat(read(objects, "out/errors.jsonl").lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("malformed-request"));
    }

    /** Neither lost nor falsely accepted: the client is told to come again, and then it is done. */
    private static void away(Api api, TestingS3 s3) throws IOException {
        s3.stop();
        Answer refused = submit(api, 2);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().path("detail").asText()).contains("cannot be stored now");
        s3.resume();
        Answer again = submit(api, 2);
        assertThat(again.status()).as(again::code).isEqualTo(202);
        assertThat(awaitEnd(api, again).path("state").asText()).isEqualTo("succeeded");
    }

    private static Answer submit(Api api, int seed) throws IOException {
        return api.post("/v1/models/digits/jobs", picture(seed), "Content-Type", "image/png");
    }

    /** With more behind its end than travels in a record. */
    private static byte[] picture(int seed) throws IOException {
        byte[] picture = Files.readAllBytes(SAMPLES.resolve("digit-7.png"));
        byte[] large = new byte[400_000];
        new Random(seed).nextBytes(large);
        System.arraycopy(picture, 0, large, 0, picture.length);
        return large;
    }

    private static JsonNode awaitEnd(Api api, Answer submitted) {
        String id = submitted.json().path("id").asText();
        return await().atMost(END)
                .until(
                        () -> api.get("/v1/jobs/" + id + "?wait=5s").json(),
                        job -> job.path("terminal").asBoolean());
    }

    private static void delete(Api api, Answer submitted) {
        assertThat(api.delete("/v1/jobs/" + submitted.json().path("id").asText()).status())
                .isIn(202, 204);
    }

    private static void awaitInputs(S3Client objects, List<String> expected) {
        await().atMost(END)
                .untilAsserted(() -> assertThat(keys(objects, "kept/inputs/")).isEqualTo(expected));
    }

    private static List<String> keys(S3Client objects, String prefix) {
        return objects
                .listObjectsV2(list -> list.bucket(TestingS3.BUCKET).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    private static String url(String name) {
        return "s3://%s/local/%s".formatted(TestingS3.BUCKET, name);
    }

    private static void put(S3Client objects, String name, byte[] bytes) {
        var _ =
                objects.putObject(
                        put -> put.bucket(TestingS3.BUCKET).key("local/" + name),
                        RequestBody.fromBytes(bytes));
    }

    private static String read(S3Client objects, String name) {
        return objects.getObjectAsBytes(get -> get.bucket(TestingS3.BUCKET).key("local/" + name))
                .asString(StandardCharsets.UTF_8);
    }
}
