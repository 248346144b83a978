package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.client.ClientConfig;
import io.forebay.client.ForebayClient;
import io.forebay.client.model.ModelFolder;
import io.forebay.standalone.Api.Answer;
import io.forebay.standalone.home.Home;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a tenant may submit is counted by the node alone: it is the same while Redis is away. */
class QuotasWithoutRedisIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** A tenant's requests at once; the next one comes after {@link #REFILL}. */
    private static final int BURST = 4;

    private static final Duration REFILL = Duration.ofSeconds(10);

    /** Bytes a second, far less than the body that is sent. */
    private static final int BYTES = 1500;

    private static final String ADMISSION =
            "{ rate: 1000, burst: 1000, tenants: { before: %1$s, during: %1$s, heavy: { rate: 1000, burst: 1000, limits: { bytes: %2$dB } } } }"
                    .formatted("{ rate: 0.1, burst: " + BURST + " }", BYTES);

    @Test
    void theRateOfSubmissionsHoldsAndWhatIsInsideOfItIsAccepted() throws Exception {
        assumeTrue(!Containers.areSelected(), "SKIPPED: a container's Redis is not killed here");
        Path directory = RunningForebay.freshHome();
        try (EmbeddedServers servers = EmbeddedServers.start(Home.open(directory));
                Closing closing = new Closing()) {
            ServiceFiles files = new ServiceFiles(servers, directory);
            ServiceProcess node = closing.add(files.ingest("1", ADMISSION, "", ""));
            await().atMost(PATIENCE).until(node::isReady);
            Api operator = files.api(node.port());
            Api before = tenant(operator, node, "before");
            Api during = tenant(operator, node, "during");
            Api heavy = tenant(operator, node, "heavy");
            apply(node, files.apiKey());
            holds(before);

            servers.killRedis();

            assertThat(before.get("/v1/jobs").status()).as("Redis is away").isEqualTo(503);
            holds(during);
            assertThat(submit(operator, 0).status()).as("another tenant").isEqualTo(202);
            assertThat(submit(heavy, 1).status()).as("a body over the limit").isEqualTo(202);
            refused(submit(heavy, 2), "submit_bytes");
            await().atMost(REFILL.multipliedBy(2)).until(() -> submit(during, 3).status() == 202);
            refused(submit(during, 4), "submit_burst");
        }
    }

    /** Of twice as many at once half are accepted; the next is told when to come again. */
    private static void holds(Api api) throws Exception {
        assertThat(atOnce(api)).isEqualTo(Map.of(202, (long) BURST, 429, (long) BURST));
        refused(submit(api, 99), "submit_burst");
    }

    private static void refused(Answer answer, String limit) {
        assertThat(answer.status()).as(answer::code).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("too-many-requests");
        assertThat(answer.json().path("limitName").asText()).isEqualTo(limit);
        assertThat(answer.header("Retry-After").map(Integer::parseInt).orElseThrow())
                .isBetween(1, (int) REFILL.toSeconds());
    }

    /** How many of as many again as may were answered with each status. */
    private static Map<Integer, Long> atOnce(Api api) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int input = 0; input < 2 * BURST; input++) {
                int seed = input;
                calls.add(callers.submit(() -> submit(api, seed).status()));
            }
            Map<Integer, Long> statuses = new HashMap<>();
            for (Future<Integer> call : calls) {
                statuses.merge(call.get(), 1L, Long::sum);
            }
            return statuses;
        }
    }

    private static Answer submit(Api api, int input) {
        return api.post("/v1/models/digits/jobs", Tensors.digit(input));
    }

    private static Api tenant(Api operator, ServiceProcess node, String tenant) {
        Answer made =
                operator.post(
                        "/v1/keys",
                        "{\"tenant\":\"%s\",\"name\":\"quotas\",\"scopes\":[\"submit\",\"read\"]}"
                                .formatted(tenant));
        assertThat(made.status()).as(made::code).isEqualTo(201);
        return new Api(uri(node), made.json().path("key").asText());
    }

    private static void apply(ServiceProcess node, String key) {
        try (ForebayClient client = ForebayClient.of(ClientConfig.of(uri(node), key))) {
            ModelFolder.in(RunningForebay.MODELS.resolve("digits")).forEach(client::apply);
        }
    }

    private static URI uri(ServiceProcess node) {
        return URI.create("http://127.0.0.1:" + node.port());
    }
}
