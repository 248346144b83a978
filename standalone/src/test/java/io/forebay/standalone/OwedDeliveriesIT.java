package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is owed to a receiver lies in Kafka: neither Redis nor a process that dies takes it away.
 */
class OwedDeliveriesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALLED = "/down/owed";
    private static final String WEBHOOKS =
            "secret-key: \"the same at ingest and results\", targets: { http: true, ports: [], addresses: [\"127.0.0.0/8\"] }";

    /** Attempts enough for a receiver that is down for as long as all of this takes. */
    private static final String RETRIES =
            "retries: { schedule: [0s, %s], jitter: 0 }"
                    .formatted(String.join(", ", Collections.nCopies(500, "500ms")));

    @Test
    void aDeliveryIsMadeAfterRedisLostEverythingAndTheProcessThatOwedItWasKilled()
            throws Exception {
        Path directory = RunningForebay.freshHome();
        try (WebhookReceiver receiver = WebhookReceiver.start();
                Servers servers = Servers.start(directory);
                Closing closing = new Closing()) {
            ServiceFiles files = new ServiceFiles(servers, directory);
            ServiceProcess first = closing.add(deliverer(files, "1"));
            ServiceProcess ingest =
                    closing.add(
                            files.ingest(
                                    "1",
                                    ServiceFiles.UNLIMITED,
                                    "",
                                    "webhooks: { %s }".formatted(WEBHOOKS)));
            List<ServiceProcess> all =
                    List.of(
                            first,
                            closing.add(files.dispatcher("1")),
                            closing.add(files.worker("1")),
                            ingest);
            await().atMost(PATIENCE).until(() -> all.stream().allMatch(ServiceProcess::isReady));
            Api api = files.api(ingest.port());
            receiver.expect(CALLED, api.get("/v1/callback-secret").json().path("secret").asText());

            String job = submit(api, receiver.url(CALLED));
            awaitMore(receiver, 0);

            RedisCommands.flush(servers.redisAddress());
            awaitMore(receiver, receiver.at(CALLED).size());
            first.kill();
            await().atMost(PATIENCE).until(() -> !first.isAlive());
            assertThat(receiver.at(CALLED)).allMatch(one -> one.path("status").asInt() == 503);
            receiver.mend(CALLED);
            closing.add(deliverer(files, "2"));

            await().atMost(PATIENCE).until(() -> deliveredTo(api, job));
            List<JsonNode> called = receiver.at(CALLED);
            assertThat(called)
                    .filteredOn(one -> one.path("status").asInt() == 200)
                    .containsExactly(called.getLast());
            assertThat(called)
                    .allMatch(one -> one.path("verified").asText().equals("true"))
                    .allMatch(one -> one.path("id").equals(called.getFirst().path("id")))
                    .allMatch(one -> one.path("body").equals(called.getFirst().path("body")));
            JsonNode body = JSON.readTree(called.getLast().path("body").asText());
            assertThat(body.path("type").asText()).isEqualTo("job.succeeded");
            JsonNode shown =
                    await().atMost(PATIENCE)
                            .until(
                                    () -> api.get("/v1/jobs/" + job),
                                    answer -> answer.status() == 200)
                            .json();
            assertThat(body.path("data")).isEqualTo(shown);
        }
    }

    private static ServiceProcess deliverer(ServiceFiles files, String number) {
        return files.resultStore(number, "webhooks: { %s, %s }".formatted(WEBHOOKS, RETRIES));
    }

    private static String submit(Api api, String callback) {
        Api.Answer accepted =
                api.post("/v1/models/digits/jobs", Tensors.digit(1), "Forebay-Callback", callback);
        assertThat(accepted.status()).as(accepted::code).isEqualTo(202);
        return accepted.json().path("id").asText();
    }

    private static void awaitMore(WebhookReceiver receiver, int than) {
        await().atMost(PATIENCE).until(() -> receiver.at(CALLED).size() > than);
    }

    /** Not before the view is whole again. */
    private static boolean deliveredTo(Api api, String job) {
        Api.Answer answer = api.get("/v1/jobs/" + job + "/deliveries");
        return answer.status() == 200
                && answer.json().path("data").path(0).path("state").asText().equals("delivered");
    }
}
