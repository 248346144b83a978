package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Webhooks to a receiver that verifies them by the reference implementation. */
@ExtendWith(RunningForebay.class)
class WebhookIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final AtomicInteger SEEDS = new AtomicInteger();

    private static WebhookReceiver receiver;

    @BeforeAll
    static void listen() throws IOException, InterruptedException {
        receiver = WebhookReceiver.start();
    }

    @AfterAll
    static void stop() {
        if (receiver != null) {
            receiver.close();
        }
    }

    @Test
    void aCallbackIsSignedAndItsDataIsWhatAPollShows(Api api) throws Exception {
        String path = path("/good");
        receiver.expect(path, callbackSecret(api));

        String job = submit(api, "Forebay-Callback", receiver.url(path), "traceparent", TRACE);

        await().atMost(Duration.ofSeconds(20)).until(() -> !receiver.at(path).isEmpty());
        JsonNode told = receiver.at(path).getFirst();
        assertThat(told.path("verified").asText()).isEqualTo("true");
        assertThat(told.path("traceparent").asText()).isEqualTo(TRACE);
        JsonNode body = JSON.readTree(told.path("body").asText());
        assertThat(body.path("type").asText()).isEqualTo("job.succeeded");
        assertThat(body.path("data")).isEqualTo(api.get("/v1/jobs/" + job).json());
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> {
                    JsonNode delivery = deliveries(api, job).path(0);
                    assertThat(delivery.path("id")).isEqualTo(told.path("id"));
                    assertThat(delivery.path("state").asText()).isEqualTo("delivered");
                });
    }

    @Test
    void endpointsGetEveryJobWithBothSecretsWhileRotating(Api api) throws Exception {
        String path = path("/endpoint");
        JsonNode made =
                api.post("/v1/webhook-endpoints", "{\"url\":\"%s\"}".formatted(receiver.url(path)))
                        .json();
        String place = "/v1/webhook-endpoints/" + made.path("id").asText();
        try {
            receiver.expect(path, made.path("secret").asText());
            api.post(place + "/rotate", "{\"overlap\":\"1h\"}");

            String job = submit(api);

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> receiver.at(path).stream().anyMatch(one -> isAbout(one, job)));
            JsonNode told =
                    receiver.at(path).stream().filter(one -> isAbout(one, job)).findFirst().get();
            assertThat(told.path("verified").asText()).isEqualTo("true");
            assertThat(told.path("signatures").asInt()).isEqualTo(2);
        } finally {
            api.delete(place);
        }
    }

    @Test
    void ed25519IsVerifiedWithThePublicKeyAlone(Api api) throws Exception {
        String genuine = path("/good");
        String mistaken = path("/good");
        JsonNode first = pairOf(api, genuine);
        JsonNode second = pairOf(api, mistaken);
        try {
            receiver.expect(genuine, first.path("publicKey").asText());
            receiver.expect(mistaken, first.path("publicKey").asText());

            String job = submit(api);

            JsonNode told = toldOf(genuine, job);
            assertThat(told.path("verified").asText()).isEqualTo("true");
            assertThat(JSON.readTree(told.path("body").asText()).path("data"))
                    .isEqualTo(api.get("/v1/jobs/" + job).json());
            assertThat(toldOf(mistaken, job).path("verified").asText())
                    .as("the key of another endpoint")
                    .contains("no v1a signature");

            api.post(place(first) + "/rotate", "{\"overlap\":\"1h\"}");
            String later = submit(api);
            assertThat(toldOf(genuine, later).path("signatures").asInt()).isEqualTo(2);
            assertThat(toldOf(genuine, later).path("verified").asText())
                    .as("by the key before, while the overlap lasts")
                    .isEqualTo("true");
        } finally {
            api.delete(place(first));
            api.delete(place(second));
        }
    }

    private static JsonNode pairOf(Api api, String path) {
        Api.Answer made =
                api.post(
                        "/v1/webhook-endpoints",
                        "{\"url\":\"%s\",\"signing\":\"v1a\"}".formatted(receiver.url(path)));
        assertThat(made.status()).as("%s", made.json()).isEqualTo(201);
        return made.json();
    }

    private static String place(JsonNode endpoint) {
        return "/v1/webhook-endpoints/" + endpoint.path("id").asText();
    }

    private static JsonNode toldOf(String path, String subject) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                receiver.at(path).stream()
                                        .filter(one -> isAbout(one, subject))
                                        .toList(),
                        told -> !told.isEmpty())
                .getFirst();
    }

    @Test
    void aFailedAttemptIsMadeAgainUnderTheSameId(Api api) throws Exception {
        String path = path("/once");
        receiver.expect(path, callbackSecret(api));

        String job = submit(api, "Forebay-Callback", receiver.url(path));

        await().atMost(Duration.ofSeconds(30)).until(() -> receiver.at(path).size() == 2);
        assertThat(receiver.at(path)).extracting(one -> one.path("id")).hasSize(2);
        assertThat(receiver.at(path).get(0).path("id"))
                .isEqualTo(receiver.at(path).get(1).path("id"));
        assertThat(receiver.at(path).get(0).path("body"))
                .isEqualTo(receiver.at(path).get(1).path("body"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(deliveries(api, job).path(0).path("attempts")).hasSize(2));
    }

    @Test
    void aCallbackAttachedAfterTheEndIsToldAtOnceAndCanBeToldAgain(Api api) throws Exception {
        String path = path("/late");
        receiver.expect(path, callbackSecret(api));
        String job = submit(api);
        assertThat(api.get("/v1/jobs/" + job + "?wait=20s").json().path("terminal").asBoolean())
                .isTrue();

        assertThat(
                        api.put(
                                        "/v1/jobs/" + job + "/callback",
                                        "{\"url\":\"%s\"}".formatted(receiver.url(path)))
                                .status())
                .isEqualTo(200);

        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at(path).size() == 1);
        assertThat(api.post("/v1/jobs/" + job + "/deliveries", "{}").status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at(path).size() == 2);
        assertThat(receiver.at(path).get(0).path("id"))
                .isEqualTo(receiver.at(path).get(1).path("id"));
    }

    @Test
    void deadAndSlowHostsDelayNobodyElse(Api api) throws Exception {
        String good = path("/good");
        String slow = path("/slow");
        receiver.expect(good, callbackSecret(api));
        receiver.expect(slow, callbackSecret(api));
        for (int i = 0; i < 40; i++) {
            // The slow one under another name of the same machine: another host.
            submit(api, "Forebay-Callback", receiver.url(slow).replace("127.0.0.1", "localhost"));
            submit(api, "Forebay-Callback", "http://127.0.0.1:%d/".formatted(FreePorts.any()));
        }
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            jobs.add(submit(api, "Forebay-Callback", receiver.url(good)));
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at(good).size() == 10);
        for (String job : jobs) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() ->
                            assertThat(deliveries(api, job).path(0).path("attempts")).hasSize(1));
        }
    }

    @Test
    void whatIsOwedIsStillOwedAfterARestart() throws Exception {
        Path home = RunningForebay.freshHome();
        String path = path("/once");
        String job;
        try (Standalone first = RunningForebay.start(home)) {
            Api api = RunningForebay.api(first);
            receiver.expect(path, callbackSecret(api));
            job = submit(api, "Forebay-Callback", receiver.url(path));
            await().atMost(Duration.ofSeconds(20)).until(() -> receiver.at(path).size() == 1);
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            deliveries(api, job).path(0).path("state").asText().equals("retrying"));
        }
        assertThat(receiver.at(path)).hasSize(1);

        try (Standalone second = RunningForebay.start(home)) {
            Api api = RunningForebay.api(second);
            await().atMost(Duration.ofSeconds(30)).until(() -> receiver.at(path).size() == 2);
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            deliveries(api, job)
                                    .path(0)
                                    .path("state")
                                    .asText()
                                    .equals("delivered"));
        }
        assertThat(receiver.at(path).get(0).path("id"))
                .isEqualTo(receiver.at(path).get(1).path("id"));
    }

    @Test
    void theEndOfABatchIsToldToItsCallbackAndToEndpoints(Api api) throws Exception {
        String own = path("/good");
        String every = path("/endpoint");
        receiver.expect(own, callbackSecret(api));
        JsonNode made =
                api.post(
                                "/v1/webhook-endpoints",
                                "{\"url\":\"%s\",\"events\":[\"batch.*\"]}"
                                        .formatted(receiver.url(every)))
                        .json();
        receiver.expect(every, made.path("secret").asText());
        try {
            Api.Answer created =
                    api.post(
                            "/v1/batches",
                            (BatchIT.line("told", 4711) + "\n").getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/x-ndjson",
                            "Forebay-Callback",
                            receiver.url(own));
            assertThat(created.status()).as("%s", created.json()).isEqualTo(202);
            String batch = created.json().path("id").asText();

            for (String path : List.of(own, every)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() ->
                                receiver.at(path).stream().anyMatch(one -> isAbout(one, batch)));
                JsonNode told =
                        receiver.at(path).stream()
                                .filter(one -> isAbout(one, batch))
                                .findFirst()
                                .orElseThrow();
                assertThat(told.path("verified").asText()).isEqualTo("true");
                JsonNode body = JSON.readTree(told.path("body").asText());
                assertThat(body.path("type").asText()).isEqualTo("batch.completed");
                assertThat(body.path("data")).isEqualTo(api.get("/v1/batches/" + batch).json());
            }
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(
                                            api.get("/v1/batches/" + batch + "/deliveries")
                                                    .json()
                                                    .path("data"))
                                    .hasSize(2)
                                    .allMatch(
                                            one -> one.path("state").asText().equals("delivered")));
        } finally {
            api.delete("/v1/webhook-endpoints/" + made.path("id").asText());
        }
    }

    @Test
    void anEndpointThatIsGoneIsDisabledUntilItsTenantChangesIt(Api api) throws Exception {
        String path = path("/gone");
        JsonNode made =
                api.post("/v1/webhook-endpoints", "{\"url\":\"%s\"}".formatted(receiver.url(path)))
                        .json();
        String place = "/v1/webhook-endpoints/" + made.path("id").asText();
        try {
            receiver.expect(path, made.path("secret").asText());
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        submit(api);
                        return !api.get(place).json().path("enabled").asBoolean();
                    });
            assertThat(api.get(place).json().path("disabledReason").asText()).contains("410");

            String mended = path("/good");
            receiver.expect(mended, made.path("secret").asText());
            assertThat(
                            api.patch(place, "{\"url\":\"%s\"}".formatted(receiver.url(mended)))
                                    .status())
                    .isEqualTo(200);
            assertThat(api.get(place).json().path("enabled").asBoolean()).isTrue();
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        submit(api);
                        return !receiver.at(mended).isEmpty();
                    });
            assertThat(receiver.at(mended).getFirst().path("verified").asText()).isEqualTo("true");
        } finally {
            api.delete(place);
        }
    }

    private static String callbackSecret(Api api) {
        return api.get("/v1/callback-secret").json().path("secret").asText();
    }

    private static JsonNode deliveries(Api api, String job) {
        return api.get("/v1/jobs/" + job + "/deliveries").json().path("data");
    }

    private static boolean isAbout(JsonNode told, String job) {
        return told.path("body").asText().contains(job);
    }

    private static String path(String kind) {
        return kind + "/" + SEEDS.incrementAndGet();
    }

    private static String submit(Api api, String... headers) {
        Api.Answer answer =
                api.postFile(
                        "/v1/models/digits/jobs",
                        Samples.file("digit-7.png"),
                        "image/png",
                        headers);
        assertThat(answer.status()).as("%s", answer.json()).isIn(200, 202);
        return answer.json().path("id").asText();
    }
}
