package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.client.ClientConfig;
import io.forebay.client.ForebayClient;
import io.forebay.client.model.ModelFolder;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.forebay.standalone.RecordingAuthorizer.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/**
 * Every service by TLS, as a principal of its own, with the rights that are shipped: with them
 * everything goes, and each of them is needed.
 */
class SecuredIT {

    private static final Path USERS = Path.of("../keda/components/kafka-strimzi/users.yaml");
    private static final Path REDIS_USERS = Path.of("../keda/components/redis-external/users.acl");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final TopicConfig TOPICS = new TopicConfig(2, 2, 1, 1);

    @Test
    void everythingGoesWithTheRightsThatAreShippedAndNoneOfThemIsIdle() throws Exception {
        assumeTrue(
                Tools.onPath("redis-server").isPresent(),
                "SKIPPED: the Redis that comes along has no TLS, and there is no redis-server here");
        Path directory = RunningForebay.freshHome();
        List<AccessRule> rules = AccessRule.read(USERS);
        assertThat(rules).doesNotHaveDuplicates();
        try (SecuredServers servers = new SecuredServers(directory, redisUsers());
                Closing closing = new Closing()) {
            servers.allow(rules);
            try (Admin admin = servers.admin()) {
                // As the operator makes them from topics.yaml.
                new TopicCreator(admin, TOPICS, PATIENCE).ensure(Topics.fixed());
            }
            SecuredServices services = new SecuredServices(servers, directory);
            List<ServiceProcess> all = services.start(closing);
            await().atMost(PATIENCE).until(() -> all.stream().allMatch(ServiceProcess::isReady));

            use(services);
            services.lookAsKedaDoes(TOPICS);

            assertThat(servers.redisDenials()).isEmpty();
        }
        Set<Access> seen = RecordingAuthorizer.seen();
        Set<String> principals =
                rules.stream().map(AccessRule::principal).collect(Collectors.toSet());
        List<Access> ofServices =
                seen.stream().filter(access -> principals.contains(access.principal())).toList();
        assertThat(ofServices).as("what was denied").allMatch(Access::allowed);
        assertThat(rules)
                .as("what no service did, or could do without")
                .filteredOn(
                        rule -> ofServices.stream().noneMatch(access -> alone(rule, access, rules)))
                .isEmpty();
    }

    /** Whether without this rule the broker would have denied it. */
    private static boolean alone(AccessRule rule, Access access, List<AccessRule> rules) {
        return rule.allows(access)
                && rules.stream().noneMatch(other -> !other.equals(rule) && other.allows(access));
    }

    /** Whatever makes a service turn to the broker. */
    private static void use(SecuredServices services) throws IOException {
        Api api = services.api();
        assertThat(
                        api.post("/v1/models/digits/jobs", Tensors.digit(1), "Prefer", "wait=60")
                                .json()
                                .path("state")
                                .asText())
                .isEqualTo("succeeded");
        try (ForebayClient client =
                ForebayClient.of(ClientConfig.of(services.uri(), services.apiKey()))) {
            client.apply(ModelFolder.in(RunningForebay.MODELS.resolve("digits")).getFirst());
        }
        aBatch(api);
        aLargePayloadThatIsDeleted(api);
        aWebhookThatIsTriedTwiceAndToldAgain(api, services);
        aFlightThatNobodyWaitsFor(api);
        aDeadLetter(api);
        assertThat(api.post("/v1/keys", "{\"name\":\"phone\",\"scopes\":[\"read\"]}").status())
                .isEqualTo(201);
    }

    private static void aBatch(Api api) {
        BatchIT.awaitEnd(
                api,
                BatchIT.self(
                        api.post(
                                "/v1/batches",
                                BatchIT.bytes(BatchIT.lines("secured", 1, 8)),
                                "Content-Type",
                                "application/x-ndjson")));
    }

    private static void aLargePayloadThatIsDeleted(Api api) throws IOException {
        byte[] picture = Files.readAllBytes(RunningForebay.MODELS.resolve("samples/pavilion.jpg"));
        Api.Answer large =
                api.post(
                        "/v1/models/notes/jobs",
                        picture,
                        "Content-Type",
                        "image/jpeg",
                        "Cache-Control",
                        "no-store",
                        "Prefer",
                        "wait=60");
        assertThat(large.json().path("state").asText()).isEqualTo("succeeded");
        assertThat(api.delete("/v1/jobs/" + large.json().path("id").asText()).status())
                .isBetween(200, 299);
    }

    private static void aWebhookThatIsTriedTwiceAndToldAgain(Api api, SecuredServices services) {
        assertThat(
                        api.post(
                                        "/v1/webhook-endpoints",
                                        "{\"url\":\"%s\"}".formatted(services.hook()))
                                .status())
                .isEqualTo(201);
        String job =
                api.post("/v1/models/digits/jobs", Tensors.digit(2)).json().path("id").asText();
        await().atMost(PATIENCE).until(() -> services.hookCalls() >= 2);
        assertThat(api.post("/v1/jobs/" + job + "/deliveries", "{}").status()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> services.hookCalls() >= 3);
    }

    /** Jobs of one ordering key wait for each other, so that the last can be canceled. */
    private static void aFlightThatNobodyWaitsFor(Api api) {
        for (int i = 0; i < 20; i++) {
            String job =
                    api.post(
                                    "/v1/models/digits/jobs",
                                    Tensors.digit(100 + i),
                                    "Forebay-Ordering-Key",
                                    "one after another",
                                    "Cache-Control",
                                    "no-store")
                            .json()
                            .path("id")
                            .asText();
            api.post("/v1/jobs/" + job + "/cancel", "");
        }
    }

    private static void aDeadLetter(Api api) throws IOException {
        byte[] picture = Files.readAllBytes(RunningForebay.MODELS.resolve("samples/pavilion.jpg"));
        String job =
                api.post(
                                "/v1/models/notes/jobs",
                                picture,
                                "Content-Type",
                                "image/jpeg",
                                "Forebay-Run-Timeout",
                                "1ms")
                        .json()
                        .path("id")
                        .asText();
        await().atMost(PATIENCE)
                .until(
                        () -> api.get("/v1/dead-letters").json().path("data"),
                        letters -> letters.size() == 1);
        assertThat(api.get("/v1/jobs/" + job).json().path("state").asText()).isEqualTo("failed");
    }

    private static List<String> redisUsers() throws IOException {
        return Files.readAllLines(REDIS_USERS).stream()
                .filter(line -> line.startsWith("user "))
                .map(line -> line.substring("user ".length()))
                .toList();
    }
}
