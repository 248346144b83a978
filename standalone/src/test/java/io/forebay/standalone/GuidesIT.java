package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.ingest.auth.ApiKeys;
import io.forebay.manifests.render.Kustomize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the guides tell their reader to type does what they say, every block of it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuidesIT {

    static final List<String> PAGES =
            List.of(
                    "bring-your-own-model.md",
                    "embeddings-backfill.md",
                    "gpu.md",
                    "kubernetes.md",
                    "migrating.md",
                    "object-detection.md",
                    "webhooks.md");

    /** What needs packages, which are installed while the other tests run. */
    private static final int LAST = Integer.MAX_VALUE;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern JOB = Pattern.compile("\"(job_[0-9a-v]+)\"");
    private static final Pattern PEPPER = Pattern.compile("pepper: ([0-9a-f]{64})");
    private static final Pattern DIGEST = Pattern.compile("digest: ([0-9a-f]{64})");

    private static final String OF_THE_HUB = "sentence-transformers/all-MiniLM-L6-v2";

    /** In place of one of the hub: the same kind, with weights that say nothing. */
    private static final String A_SMALL_ENCODER =
            """
            /tmp/forebay-guides/torch/bin/pip install -q transformers==5.24.0
            /tmp/forebay-guides/torch/bin/python -c '
            from transformers import BertConfig, BertModel
            BertModel(BertConfig(vocab_size=128, hidden_size=32, num_hidden_layers=2,
                num_attention_heads=2, intermediate_size=64)).save_pretrained("FOLDER")'
            """;

    private static Reader reader;
    private static Installations installations;

    @BeforeAll
    static void sitDown() throws IOException {
        reader = Reader.sitDown();
        installations =
                Installations.begin(
                        reader,
                        List.of("standardwebhooks==", "standardwebhooks@", "skl2onnx=="),
                        List.of("webhooks.md", "webhooks.md", "bring-your-own-model.md"));
    }

    @AfterAll
    static void getUp() {
        if (reader != null) {
            installations.close();
            reader.close();
        }
    }

    @Test
    void aPhotoComesBackToThePhoneWithItsBoxes() throws Exception {
        assumeTrue(Chromium.isHere(), "SKIPPED: there is no chromium, or no node, on the PATH");
        Guide guide = Guide.open("object-detection.md");
        try (Terminal server = reader.start("export PORT=0\n" + guide.next("serve.mjs"));
                Chromium chromium = Chromium.open()) {
            String url = server.line(line -> line.startsWith("listening on")).split(" ")[2];
            try (PhonePage page = PhonePage.open(chromium, url)) {
                page.findsTheDigitsOf("coffee-break.jpg");
                page.findsTheDigitsOf("gravel-upright.jpg");
            }
        }
        guide.end();
    }

    @Test
    @Order(LAST)
    void receiversInThreeLanguagesTakeWhatIsGenuine() throws Exception {
        Guide guide = Guide.open("webhooks.md");
        List<String> starts = new ArrayList<>(List.of(guide.next("Receiver.java")));
        installations.require(guide.next("pip install"));
        starts.add(guide.next("receiver.py"));
        installations.require(guide.next("npm install"));
        starts.add(guide.next("node/receiver.mjs"));
        List<Terminal> receivers = new ArrayList<>();
        try {
            List<Integer> ports = List.of(FreePorts.any(), FreePorts.any(), FreePorts.any());
            for (String start : starts) {
                receivers.add(reader.start(elsewhere(start, ports)));
            }
            for (Terminal receiver : receivers) {
                receiver.line(line -> line.startsWith("listening"));
            }

            List<String> jobs =
                    JOB.matcher(reader.run(elsewhere(guide.next("for port"), ports)))
                            .results()
                            .map(match -> match.group(1))
                            .distinct()
                            .toList();
            assertThat(jobs).hasSize(3);
            for (int i = 0; i < jobs.size(); i++) {
                String job = jobs.get(i);
                String told = receivers.get(i).line(line -> line.contains(job));
                JsonNode body = JSON.readTree(told.substring(told.indexOf(' ')));
                assertThat(body.path("type").asText()).isEqualTo("job.succeeded");
                assertThat(body.at("/data/id").asText()).isEqualTo(job);
                assertThat(Forged.to(ports.get(i))).isEqualTo(401);
            }

            JsonNode endpoint = json(guide.next("/v1/webhook-endpoints"));
            assertThat(endpoint.path("secret").asText()).startsWith("whsec_");
            api().delete("/v1/webhook-endpoints/" + endpoint.path("id").asText());
            assertThat(json(guide.next("/rotate")).path("secret").asText()).startsWith("whsec_");
        } finally {
            receivers.forEach(Terminal::close);
        }
        guide.end();
    }

    @Test
    void aBackfillRunsAndGoesOnWhereItBroke() throws Exception {
        assumeTrue(Tools.onPath("python3").isPresent(), "SKIPPED: there is no python3 on the PATH");
        Guide guide = Guide.open("embeddings-backfill.md");
        reader.run(guide.next("lines.py"));
        long began = System.nanoTime();
        assertThat(reader.run(guide.next("batch run"))).contains("lines 400: 400 completed");
        System.out.printf("a batch of 400 lines took %.1f s%n", (System.nanoTime() - began) / 1e9);
        assertThat(vectors("vectors.jsonl")).hasSize(400);
        assertThat(reader.run(guide.next("head -1")))
                .containsPattern("^doc-\\d+ \\[(-?[\\d.e-]+, ){9}");
        assertThat(reader.run(guide.next("split -l")))
                .contains("lines 200: 200 completed", "cache saved 200 runs");
        assertThat(reader.run(guide.next("top"))).contains("digits");

        reader.run(guide.next("batch results"));
        assertThat(vectors("vectors-again.jsonl")).hasSize(200);
        String batch = JSON.readTree(reader.run(guide.next("nextOffset"))).path("id").asText();
        JsonNode ended = BatchIT.awaitEnd(api(), "/v1/batches/" + batch);
        assertThat(ended.at("/request_counts/completed").asInt()).isEqualTo(400);
        guide.end();
    }

    @Test
    @Order(LAST)
    void aModelOfScikitLearnIsAppliedAndAsked() throws Exception {
        Guide guide = Guide.open("bring-your-own-model.md");
        installations.require(guide.next("pip install"));
        assertThat(reader.run(guide.next("iris.py"))).contains("virginica");
        assertThat(reader.run(guide.next("check_model")))
                .isEqualTo("['features'] ['label', 'probabilities']\n");
        assertThat(reader.run(guide.next("models apply"))).contains("iris/1 applied");
        JsonNode job = json(guide.next("6.3, 3.3"));
        assertThat(job.path("state").asText()).as("%s", job).isEqualTo("succeeded");
        assertThat(job.at("/classes/0/label").asText()).isEqualTo("virginica");
        assertThat(job.path("classes")).hasSize(3);
        guide.end();
    }

    /** In the Forebay that is up already. */
    @Test
    void theFiveMinutesOfTheQuickstart() throws Exception {
        Guide guide = Guide.open("../quickstart.md");
        assertThat(guide.next("up")).isEqualTo("./forebay up\n");
        assertThat(reader.run(guide.next("submit notes"))).contains("succeeded");
        JsonNode job = json(guide.next("curl"));
        assertThat(job.path("detections")).hasSize(Samples.truth("coffee-break.jpg").size());
        assertThat(reader.run(guide.next("lines.jsonl").replace("/tmp/", Reader.SCRATCH + "/")))
                .contains("lines 2: 2 completed");
        assertThat(reader.run(guide.next("models apply"))).contains("digits/1 applied");
        guide.end();
    }

    @Test
    void keysAndDeadLettersAreHandledAsOperationsSay() throws Exception {
        Guide security = Guide.open("../operations/security.md");
        List<String> commands = security.next("keys create").lines().toList();
        assertThat(commands).hasSize(4);
        String created = reader.run(commands.get(0)).strip();
        assertThat(new Api(reader.forebay().uri(), created).get("/v1/limits").status())
                .isEqualTo(200);
        String id = id("phone-app");
        assertThat(reader.run(commands.get(1))).contains(id, "phone-app");
        assertThat(reader.run(commands.get(2).replace("ID", id)).strip()).isNotEqualTo(created);
        reader.run(commands.get(3).replace("ID", id));
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        new Api(reader.forebay().uri(), created).get("/v1/limits").status() == 401);
        security.end();

        Burial.bury(reader.forebay(), "a letter for the runbook");
        Guide runbook = Guide.open("../operations/runbook.md");
        String list = runbook.next("dead-letters list");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> reader.run(list).contains("a letter for the runbook"));
        runbook.end();
    }

    private static String id(String name) {
        for (JsonNode key : api().get("/v1/keys").json().path("data")) {
            if (key.path("name").asText().equals(name)) {
                return key.path("id").asText();
            }
        }
        throw new AssertionError("there is no key " + name);
    }

    /** The guide names a model of the hub; here it is a small one, made on the spot. */
    @Test
    @Order(LAST)
    void modelsOfPyTorchAndHuggingFaceAnswerAsTheyDoThere() throws Exception {
        assumeTrue(
                Boolean.getBoolean("guides.torch"),
                "SKIPPED: PyTorch is 5 GB of packages; -Dguides.torch=true installs and runs it");
        Deque<String> typed = Guide.open("bring-your-own-model.md").typed();
        String saidThere = reader.install(typed.remove());
        List<Double> there = numbers("of a grey picture:", saidThere);
        Map<String, Double> here = new TreeMap<>();
        JsonNode grey = applied("patches/1", reader.run(typed.remove()));
        grey.path("classes")
                .forEach(one -> here.put(one.path("label").asText(), one.path("score").asDouble()));
        assertSame(List.copyOf(here.values()), there);
        assertThat(json(typed.remove()).path("classes")).hasSize(4);

        Path encoder = Reader.SCRATCH.resolve("encoder");
        reader.install(A_SMALL_ENCODER.replace("FOLDER", encoder.toString()));
        String block = typed.remove();
        assertThat(block).contains(OF_THE_HUB);
        saidThere = reader.install(block.replace(OF_THE_HUB, encoder.toString()));
        JsonNode vector = applied("sentences/1", reader.run(typed.remove()));
        List<Double> begin = new ArrayList<>();
        vector.at("/outputs/0/data").forEach(value -> begin.add(value.asDouble()));
        assertThat(begin).hasSize(32);
        assertSame(begin.subList(0, 4), numbers("begins with:", saidThere));
        assertThat(typed).isEmpty();
    }

    @Test
    void anOverlayOfOnesOwnIsMadeAndVerified() throws Exception {
        assumeTrue(Kustomize.byKubectl().isThere(), "SKIPPED: kubectl is not on the PATH");
        Guide guide = Guide.open("kubernetes.md");
        reader.run(guide.next("overlays/dev"));
        reader.run(guide.next("cp docs/guides/kubernetes"));
        assertThat(reader.run(withoutBuilding(guide.next("verify-manifests"))))
                .contains(" 0 findings");
        String key = reader.run(guide.next("openssl")).strip();
        String secret = Files.readString(Reader.SCRATCH.resolve("forebay-ingest.yaml"));
        byte[] pepper = first(PEPPER, secret).getBytes(StandardCharsets.UTF_8);
        assertThat(first(DIGEST, secret)).isEqualTo(ApiKeys.digest(pepper, key));
        reader.run(guide.next("keda/models/iris"));
        assertThat(Files.readString(Reader.SCRATCH.resolve("mine.yaml")))
                .contains(
                        "forebay.work.iris.interactive",
                        "registry.example.com/forebay/worker:0.1.0");
        guide.end();
        Guide gpu = Guide.open("gpu.md");
        assertThat(reader.run(gpu.next("production-gpu"))).contains("value: cuda");
        gpu.end();
    }

    @Test
    void theCallsThatTakeThePlaceOfOthersAreAnswered() throws Exception {
        Guide guide = Guide.open("migrating.md");
        JsonNode first = json(guide.next("curl"));
        assertThat(first.path("state").asText()).isEqualTo("succeeded");
        assertThat(reader.run(guide.next("urllib"))).isEqualTo("['4', '1', '5', '2']\n");
        assertThat(reader.run(guide.next("fetch"))).isEqualTo("[ '4', '1', '5', '2' ]\n");
        JsonNode endpoint = json(guide.next("/v1/webhook-endpoints"));
        assertThat(endpoint.path("events")).hasSize(3);
        api().delete("/v1/webhook-endpoints/" + endpoint.path("id").asText());
        assertThat(json(guide.next("Forebay-Callback-Events")).path("id").asText())
                .startsWith("job_");
        guide.end();
    }

    /** What a block that applies a model and asks it printed: the answer. */
    private static JsonNode applied(String model, String printed) throws IOException {
        assertThat(printed).contains(model + " applied");
        JsonNode job = JSON.readTree(printed.substring(printed.indexOf("\n{") + 1));
        assertThat(job.path("state").asText()).as("%s", job).isEqualTo("succeeded");
        return job;
    }

    private static List<Double> numbers(String before, String printed) {
        String line =
                printed.lines()
                        .filter(one -> one.startsWith(before))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(before + " is not in " + printed));
        return Arrays.stream(line.substring(before.length()).strip().split(" "))
                .map(Double::valueOf)
                .toList();
    }

    /** To the digits that the scripts print. */
    private static void assertSame(List<Double> here, List<Double> there) {
        assertThat(here).hasSameSizeAs(there);
        for (int i = 0; i < here.size(); i++) {
            assertThat(here.get(i)).isCloseTo(there.get(i), within(1e-4));
        }
    }

    private static Api api() {
        return RunningForebay.api(reader.forebay());
    }

    private static JsonNode json(String block) throws Exception {
        return JSON.readTree(reader.run(block));
    }

    private static List<String> vectors(String file) throws IOException {
        return Files.readAllLines(Reader.SCRATCH.resolve(file), StandardCharsets.UTF_8).stream()
                .filter(line -> line.contains("\"logits\""))
                .toList();
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
    }

    /** The launcher would look first whether everything is built. */
    private static String withoutBuilding(String block) {
        return block.replace(
                "./forebay verify-manifests",
                "java -cp 'keda/checker/target/lib/*:keda/checker/target/*'"
                        + " io.forebay.manifests.Main verify-manifests");
    }

    private static String elsewhere(String block, List<Integer> ports) {
        return block.replace("9001", ports.get(0).toString())
                .replace("9002", ports.get(1).toString())
                .replace("9003", ports.get(2).toString());
    }
}
