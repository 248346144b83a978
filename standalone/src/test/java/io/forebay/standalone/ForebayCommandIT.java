package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.schemas.id.JobId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every command of {@code ./forebay}, run as a person would, on a running instance. */
@ExtendWith(RunningForebay.class)
class ForebayCommandIT {

    private static final String FOUR = Samples.file("digit-4.png").toString();
    private static final String SCENE = Samples.file("coffee-break.jpg").toString();
    private static final int FAILED = 1;
    private static final int REFUSED = 3;

    @TempDir Path folder;

    @Test
    void submitsWaitsGetsAndSaysHowItEnded(Standalone standalone) throws Exception {
        Command forebay = new Command(standalone);

        Command.Ran waited = forebay.run("submit", "notes", SCENE, "--wait").succeeded();
        assertThat(waited.out()).startsWith("job_").contains(" succeeded");
        assertThat(waited.out().lines().skip(1).map(line -> line.strip().split(" +")[0]))
                .containsExactlyInAnyOrder("4", "1", "5", "2");

        Command.Ran submitted =
                forebay.run(
                                "submit",
                                "digits",
                                FOUR,
                                "--cache",
                                "no-store",
                                "--key",
                                "it-1",
                                "-m",
                                "from=it")
                        .succeeded();
        Command.Ran ended = forebay.run("wait", submitted.id()).succeeded();
        assertThat(ended.out().lines().skip(1).findFirst().map(String::strip))
                .as("the best label comes first")
                .hasValueSatisfying(line -> assertThat(line).matches("4 +0\\.[89]\\d"));
        JsonNode job = forebay.run("get", "--json", submitted.id()).succeeded().json();
        assertThat(job.path("state").asText()).isEqualTo("succeeded");
        assertThat(job.path("metadata").path("from").asText()).isEqualTo("it");
        Command.Ran again =
                forebay.run(
                                "submit",
                                "digits",
                                FOUR,
                                "--cache",
                                "no-store",
                                "--key",
                                "it-1",
                                "-m",
                                "from=it")
                        .succeeded();
        assertThat(again.id()).as("the same key is the same job").isEqualTo(submitted.id());
        assertThat(forebay.run("cancel", submitted.id()).status()).isEqualTo(FAILED);
    }

    @Test
    void printsEachStateAsItComes(Standalone standalone) throws Exception {
        requireRoute(standalone, "/v1/jobs/{id}/events");
        Command forebay = new Command(standalone);
        String id = forebay.run("submit", "digits", FOUR, "--cache", "no-store").succeeded().id();

        Command.Ran followed = forebay.run("wait", "--follow", id).succeeded();

        assertThat(followed.out().lines().filter(line -> line.startsWith("job_")))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .last()
                .asString()
                .startsWith(id + " succeeded");
    }

    @Test
    void runsABatchOfLinesAndWritesEachOnce(Standalone standalone) throws Exception {
        requireRoute(standalone, "/v1/batches");
        Command forebay = new Command(standalone);
        String line = "{\"custom_id\":\"%s\",\"model\":\"digits\",\"image_base64\":\"%s\"}\n";
        String four = Base64.getEncoder().encodeToString(Samples.bytes("digit-4.png"));
        String seven = Base64.getEncoder().encodeToString(Samples.bytes("digit-7.png"));
        Path lines =
                Files.writeString(
                        folder.resolve("lines.jsonl"),
                        line.formatted("four", four)
                                + line.formatted("seven", seven)
                                + "no json\n");
        Path results = folder.resolve("results.jsonl");

        Command.Ran run =
                forebay.run("batch", "run", lines.toString(), "--out", results.toString());

        assertThat(run.status()).as("%s%s", run.out(), run.err()).isEqualTo(FAILED);
        assertThat(run.out()).contains(" completed").contains("lines 3: 2 completed, 1 failed");
        assertThat(Files.readAllLines(results))
                .hasSize(3)
                .anyMatch(one -> one.contains("\"four\"") && one.contains("\"label\":\"4\""))
                .anyMatch(one -> one.contains("\"seven\"") && one.contains("\"label\":\"7\""));
        assertThat(forebay.run("batch", "status", run.id()).status()).isEqualTo(FAILED);
        assertThat(forebay.run("batch", "results", run.id()).succeeded().out().lines()).hasSize(2);
    }

    @Test
    void receivesVerifiesAndPrintsAWebhook(Standalone standalone) throws Exception {
        int port = FreePorts.any();
        byte[] secret = "a secret of some 24 bytes".getBytes(StandardCharsets.UTF_8);
        String key = "whsec_" + Base64.getEncoder().encodeToString(secret);
        Process listening = listen(new Command(standalone), port, key);
        try {
            String body =
                    "{\"type\":\"job.succeeded\",\"data\":{\"id\":\"job_1\",\"state\":\"succeeded\"}}";
            String now = Long.toString(InstantSource.system().instant().getEpochSecond());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] content = ("msg_1." + now + "." + body).getBytes(StandardCharsets.UTF_8);
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                            .header("webhook-id", "msg_1")
                            .header("webhook-timestamp", now)
                            .header(
                                    "webhook-signature",
                                    "v1,"
                                            + Base64.getEncoder()
                                                    .encodeToString(mac.doFinal(content)))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                        .isEqualTo(204);
            }

            assertThat(listening.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(listening.exitValue()).isZero();
            assertThat(listening.inputReader().readLine())
                    .endsWith("msg_1 job.succeeded job_1 succeeded");
        } finally {
            listening.destroy();
        }
    }

    @Test
    void receivesTheWebhookOfAJobThatNamesIt(Standalone standalone) throws Exception {
        Command forebay = new Command(standalone);
        int port = FreePorts.any();
        String secret =
                RunningForebay.api(standalone)
                        .get("/v1/callback-secret")
                        .json()
                        .path("secret")
                        .asText();
        Process listening = listen(forebay, port, secret);
        try {
            String id =
                    forebay.run(
                                    "submit",
                                    "digits",
                                    FOUR,
                                    "--callback",
                                    "http://127.0.0.1:" + port + "/")
                            .succeeded()
                            .id();

            assertThat(listening.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(listening.exitValue()).isZero();
            assertThat(listening.inputReader().lines())
                    .singleElement()
                    .asString()
                    .matches("\\S+ msg_\\w+ job\\.succeeded " + id + " succeeded");
        } finally {
            listening.destroy();
        }
    }

    /** A receiver of one webhook, once it listens. */
    private Process listen(Command forebay, int port, String secret) throws IOException {
        Path err = folder.resolve("listen.err");
        Process listening =
                forebay.start(
                        err,
                        "webhooks",
                        "listen",
                        "--port",
                        "" + port,
                        "--secret",
                        secret,
                        "--count",
                        "1");
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.readString(err).contains("listening on"));
            return listening;
        } catch (ConditionTimeoutException e) {
            listening.destroy();
            throw e;
        }
    }

    @Test
    void printsWhatTheServerSentWhereJsonIsWanted(Standalone standalone) throws Exception {
        Command forebay = new Command(standalone);

        JsonNode submitted = forebay.run("submit", "--json", "digits", FOUR).succeeded().json();
        String id = submitted.path("id").asText();
        assertThat(wait(forebay, id).path("state").asText()).isEqualTo("succeeded");
        Command.Ran late = forebay.run("cancel", "--json", id);
        assertThat(late.status()).isEqualTo(FAILED);
        assertThat(late.json()).isEqualTo(forebay.run("get", "--json", id).json());

        Path lines = Files.writeString(folder.resolve("in.jsonl"), BatchIT.line("one", 71) + "\n");
        JsonNode ran =
                forebay.run(
                                "batch",
                                "run",
                                "--json",
                                lines.toString(),
                                "--out",
                                folder.resolve("out.jsonl").toString())
                        .succeeded()
                        .json();
        assertThat(ran.path("request_counts").path("completed").asInt()).isEqualTo(1);
        String batch = ran.path("id").asText();
        assertThat(forebay.run("batch", "status", "--json", batch).succeeded().json())
                .isEqualTo(ran);

        JsonNode applied =
                forebay.run(
                                "models",
                                "apply",
                                "--json",
                                RunningForebay.MODELS.resolve("digits").toString())
                        .succeeded()
                        .json();
        assertThat(applied.path("digest")).isEqualTo(model(forebay, "digits").path("digest"));
    }

    @Test
    void saysWhichKeysItRevoked(Standalone standalone) throws Exception {
        Command forebay = new Command(standalone);
        JsonNode made = forebay.run("keys", "create", "--json", "--name", "it").succeeded().json();
        String other =
                forebay.run("keys", "create", "--json").succeeded().json().path("id").asText();
        String id = made.path("id").asText();

        assertThat(forebay.run("keys", "revoke", id).succeeded().out())
                .isEqualTo("%s local submit,read  revoked  it%n", id);
        JsonNode revoked = forebay.run("keys", "revoke", "--json", other).succeeded().json();
        assertThat(revoked.path("id").asText()).isEqualTo(other);
        assertThat(revoked.path("valid").asBoolean(true)).isFalse();
        assertThat(revoked.has("key")).isFalse();
        assertThat(forebay.run("keys", "revoke", id).status()).isEqualTo(REFUSED);
    }

    /** So that this module's tests pass before and after the route is there. */
    private static void requireRoute(Standalone standalone, String path) {
        assumeTrue(
                RunningForebay.api(standalone).get("/openapi.json").json().path("paths").has(path),
                "SKIPPED: this server has no route " + path);
    }

    @Test
    void saysWhatWasRefusedAndWhatFailed(Standalone standalone) throws Exception {
        Command forebay = new Command(standalone);
        Path broken =
                Files.write(
                        folder.resolve("broken.png"),
                        "\u0089PNG\r\n\u001a\n no".getBytes(StandardCharsets.ISO_8859_1));

        Command.Ran unknown = forebay.run("submit", "nobody", FOUR);
        assertThat(unknown.status()).isEqualTo(REFUSED);
        assertThat(unknown.err()).contains("unknown-model");
        Command.Ran failed = forebay.run("submit", "digits", broken.toString(), "--wait");
        assertThat(failed.status()).as(failed.err()).isEqualTo(FAILED);
        assertThat(failed.out()).contains(" failed").contains("invalid-image");
        assertThat(forebay.run("get", "job_nonsense").status()).isEqualTo(REFUSED);
    }

    @Test
    void showsModelsAndTheirLanesLive(Standalone standalone) throws Exception {
        Command forebay = new Command(standalone);

        assertThat(forebay.run("models").succeeded().out()).contains("digits").contains("notes");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    Command.Ran top =
                            forebay.run("top", "--count", "2", "--interval", "100ms").succeeded();
                    assertThat(top.out().lines().filter(line -> line.startsWith("digits")))
                            .hasSize(4)
                            .allMatch(line -> line.endsWith(" 1"));
                });
    }

    @Test
    void appliesAModelWhileEverythingRuns(Standalone standalone) throws Exception {
        Command forebay = new Command(standalone);
        JsonNode before = model(forebay, "digits");

        Command.Ran applied =
                forebay.run("models", "apply", RunningForebay.MODELS.resolve("digits").toString())
                        .succeeded();

        assertThat(applied.out()).startsWith("digits/1 applied  sha256:");
        JsonNode after = model(forebay, "digits");
        for (String same : new String[] {"digest", "inputs", "outputs", "labels", "limits"}) {
            assertThat(after.path(same))
                    .as("%s, as the command read it from the files and as the worker did", same)
                    .isEqualTo(before.path(same));
        }
        forebay.run("submit", "digits", FOUR, "--wait").succeeded();
        assertThat(forebay.run("models", "apply", folder.toString()).status()).isEqualTo(2);
    }

    private static JsonNode model(Command forebay, String name) throws Exception {
        for (String line : forebay.run("models", "--json").succeeded().out().lines().toList()) {
            JsonNode model = new com.fasterxml.jackson.databind.ObjectMapper().readTree(line);
            if (model.path("name").asText().equals(name)) {
                return model;
            }
        }
        throw new AssertionError("no model " + name);
    }

    @Test
    void listsShowsAndRedrivesADeadLetter(Standalone standalone) throws Exception {
        Command forebay = new Command(standalone);
        JobId dead = Burial.bury(standalone, "pulled the plug");

        String letter =
                await().atMost(Duration.ofSeconds(30))
                        .until(
                                () ->
                                        forebay.run("dead-letters", "list")
                                                .succeeded()
                                                .out()
                                                .lines()
                                                .filter(line -> line.contains("pulled the plug"))
                                                .map(line -> line.split(" ", 2)[0])
                                                .findFirst()
                                                .orElse(""),
                                found -> !found.isEmpty());
        assertThat(forebay.run("dead-letters", "list", "--json").succeeded().out().lines())
                .anyMatch(line -> line.contains('"' + letter + '"') && line.startsWith("{"));
        JsonNode asJson = forebay.run("dead-letters", "show", "--json", letter).succeeded().json();
        assertThat(asJson.path("jobs").path(0).asText()).isEqualTo(dead.text());
        Command.Ran shown = forebay.run("dead-letters", "show", letter).succeeded();
        assertThat(shown.out()).contains("job " + dead).contains("image/png");
        Command.Ran redriven = forebay.run("dead-letters", "redrive", letter).succeeded();
        JsonNode job = wait(forebay, redriven.id());
        assertThat(job.path("redriveOf").asText()).isEqualTo(dead.text());
        assertThat(job.path("classes").path(0).path("label").asText()).isEqualTo("4");

        JsonNode byJob =
                forebay.run("dead-letters", "redrive", "--json", dead.text()).succeeded().json();
        assertThat(byJob.path("redriveOf").asText()).isEqualTo(dead.text());
        assertThat(byJob.path("id").asText()).isNotEqualTo(redriven.id());
        assertThat(wait(forebay, byJob.path("id").asText()).path("state").asText())
                .isEqualTo("succeeded");
    }

    private static JsonNode wait(Command forebay, String id) throws Exception {
        return forebay.run("wait", "--json", id).succeeded().json();
    }
}
