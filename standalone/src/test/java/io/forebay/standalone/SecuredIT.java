package io.forebay.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.forebay.client.ClientConfig;
import io.forebay.client.ForebayClient;
import io.forebay.client.model.ModelFolder;
import io.forebay.scaler.KafkaConfig;
import io.forebay.scaler.ListenConfig;
import io.forebay.scaler.Scaler;
import io.forebay.scaler.ScalerConfig;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.JobState;
import io.forebay.simulation.emulator.RealTriggers;
import io.forebay.simulation.emulator.ScaledObject.TriggerSpec;
import io.forebay.standalone.Api.Answer;
import io.forebay.standalone.KafkaUsers.Grant;
import io.forebay.standalone.RecordingAuthorizer.Asked;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Every service under its own name on a broker and a Redis that hold it to the rules that are
 * shipped: the rules are enough for everything that the services do, and none of Kafka's is one too
 * many; of Redis's, {@code RedisRulesIT} takes each away in turn.
 */
class SecuredIT {

    private static final Path USERS = Path.of("../keda/components/kafka-strimzi/users.yaml");
    private static final Path REDIS_USERS = Path.of("../keda/components/redis-external/users.acl");
    private static final List<Path> SCALED =
            List.of(
                    Path.of("../keda/base/autoscaling.yaml"),
                    Path.of("../keda/models/digits/scaledobject.yaml"));
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<String> hooks = new CopyOnWriteArrayList<>();
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-06T12:00:00Z"));

    @Test
    void theRulesThatAreShippedAreEnoughAndNoneIsOneTooMany() throws Exception {
        Path directory = RunningForebay.freshHome().toAbsolutePath();
        KafkaUsers users = KafkaUsers.read(USERS);
        RecordingAuthorizer.forget();
        try (SecuredServers servers = SecuredServers.start(directory, REDIS_USERS)) {
            servers.make(users);
            SecuredServices services =
                    SecuredServices.of(servers, directory, models(directory.resolve("models")));
            try {
                everythingThatServicesDo(services);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "a service could not do its work; refused by Kafka: %s, by Redis: %s"
                                .formatted(
                                        refused(RecordingAuthorizer.asked()),
                                        servers.redis().refusals()),
                        e);
            }
            Set<Asked> asked = RecordingAuthorizer.asked();
            List<String> refusals = servers.redis().refusals();
            assertSoftly(it -> {
                assertEnough(it, users, asked);
                assertMinimal(it, users, asked);
                it.assertThat(refusals)
                        .as("refused by Redis, but for the client's own probe for a cluster")
                        .allMatch(one ->
                                one.contains("reason command") && one.contains(" object eval "));
            });
            secrets.addAll(services.secrets());
            assertNoSecretIsLogged(directory);
            othersAreRefused(servers);
        }
    }

    /** The broker counts a question only where a no fails somebody's request. */
    private static List<Asked> refused(Set<Asked> asked) {
        return asked.stream().filter(one -> one.counts() && !one.allowed()).toList();
    }

    private static void assertEnough(SoftAssertions it, KafkaUsers users, Set<Asked> asked) {
        it.assertThat(refused(asked)).as("refused, though a service asked for it").isEmpty();
        it.assertThat(asked)
                .as("this test judges rules as the broker does")
                .allMatch(one -> one.allowed() != users.reasons(one).isEmpty());
    }

    /** What was allowed for one reason alone is refused without it. */
    private static void assertMinimal(SoftAssertions it, KafkaUsers users, Set<Asked> asked) {
        Set<Grant> needed =
                asked.stream()
                        .filter(Asked::counts)
                        .map(users::reasons)
                        .filter(reasons -> reasons.size() == 1)
                        .flatMap(List::stream)
                        .collect(toSet());
        it.assertThat(users.grants())
                .filteredOn(grant -> !needed.contains(grant))
                .as("rules of users.yaml without which nothing would have been refused")
                .isEmpty();
    }

    /** Of all that the services were configured with, made, were told, and handed on. */
    private void assertNoSecretIsLogged(Path directory) throws IOException {
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(11).noneMatch(String::isBlank);
        try (Stream<Path> logs = Files.list(directory)) {
            assertThat(logs.filter(file -> file.toString().endsWith(".log")))
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allSatisfy(log -> assertThat(text(log)).doesNotContain(secrets));
        }
    }

    /** A text that is in no log by chance. */
    private String secret(String what) {
        String secret = "planted-%s-%s".formatted(what, UUID.randomUUID());
        secrets.add(secret);
        return secret;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void othersAreRefused(SecuredServers servers) {
        SecuredRedis redis = servers.redis();
        for (String user : List.of("forebay-ingest", "forebay-results")) {
            for (String command :
                    List.of("CONFIG GET *", "KEYS *", "FLUSHALL", "GET others:1", "ACL LIST")) {
                assertThat(redis.ask(user, command)).as("%s: %s", user, command).contains("NOPERM");
            }
        }
        assertThat(redis.ask("forebay-ingest", "SET fb:{0}:job:x y"))
                .as("the view is not for readers to write")
                .contains("NOPERM");
        assertThat(redis.ask("forebay-results", "GET fb:idempotency:t:k")).contains("NOPERM");
        assertThat(redis.ask("forebay-stranger", "PING")).contains("NOAUTH");

        assertThatThrownBy(() -> describe(servers, servers.client("forebay-worker")))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        Map<String, String> wrong = new HashMap<>(servers.client("forebay-worker"));
        wrong.computeIfPresent("sasl.jaas.config", (_, jaas) -> jaas.replace("the password", "no"));
        assertThatThrownBy(() -> describe(servers, wrong))
                .hasRootCauseInstanceOf(SaslAuthenticationException.class);
    }

    /** API keys are none of a worker's business. */
    private static void describe(SecuredServers servers, Map<String, String> client)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(servers.admin(client))) {
            admin.describeTopics(List.of(Topics.API_KEYS.name())).allTopicNames().get();
        }
    }

    private void everythingThatServicesDo(SecuredServices services) throws Exception {
        HttpServer receiver = receiver();
        try (Closing closing = new Closing()) {
            ServiceProcess dispatcher = closing.add(services.dispatcher(1));
            ServiceProcess results = closing.add(services.results());
            ServiceProcess ingest = closing.add(services.ingest());
            await().atMost(PATIENCE)
                    .until(() ->
                            Stream.of(dispatcher, results, ingest)
                                    .allMatch(ServiceProcess::isReady));
            Api api = new Api(SecuredServices.uri(ingest), services.tenant().apiKey());
            keys(api);
            applied(services, ingest);
            canceled(api);
            canceledBatch(api);

            ServiceProcess worker = closing.add(services.worker());
            await().atMost(PATIENCE).until(worker::isReady);
            String hook = "http://127.0.0.1:%d".formatted(receiver.getAddress().getPort());
            claimed(api);
            forgotten(services.servers());
            told(api, hook);
            batch(api, hook);
            deleted(api, services.payloads());
            buried(api);
            read(api);
            scaled(services.servers());
            tidied();

            dispatcher.close();
            ServiceProcess other = closing.add(services.dispatcher(2));
            await().atMost(PATIENCE).until(other::isReady);
            assertThat(ended(api, submit(api, 99)).path("state").asText()).isEqualTo("succeeded");
        } finally {
            receiver.stop(0);
        }
    }

    private void keys(Api api) {
        Answer made = done(api.post("/v1/keys", "{\"name\":\"phone\"}"));
        secrets.add(made.json().path("key").asText());
        String key = made.header("Location").orElseThrow();
        Answer rotated = done(api.post(key + "/rotate", "{\"overlap\":\"1h\"}"));
        secrets.add(rotated.json().path("key").asText());
        done(api.delete(key));
    }

    /** By whom no topic was made for: the ingest node makes those of the model. */
    private static void applied(SecuredServices services, ServiceProcess ingest) {
        try (ForebayClient client =
                ForebayClient.of(
                        ClientConfig.of(SecuredServices.uri(ingest), services.tenant().apiKey()))) {
            ModelFolder.in(services.models().resolve("digits")).forEach(client::apply);
        }
    }

    /** While nobody works: its flight is withdrawn. */
    private static void canceled(Api api) {
        String job = submit(api, 1);
        done(api.post("/v1/jobs/" + job + "/cancel", ""));
        assertThat(ended(api, job).path("state").asText()).isEqualTo("canceled");
    }

    /** The same of a line, whose batch is canceled. */
    private static void canceledBatch(Api api) {
        String self =
                "/v1/batches/" + done(api.post("/v1/batches", "{}")).json().path("id").asText();
        done(BatchIT.upload(api, self + "/lines", BatchIT.bytes(BatchIT.lines("never", 1, 1))));
        done(api.post(self + "/cancel", ""));
        assertThat(BatchIT.awaitEnd(api, self).path("status").asText()).isEqualTo("canceled");
    }

    /** What has passed is purged, and partitions that went quiet are nudged. */
    private static void tidied() {
        String dispatcher = "forebay-dispatcher";
        for (String purged :
                List.of("forebay.jobs", "forebay.completions", "forebay.work.digits")) {
            await().atMost(PATIENCE).until(() -> asked(dispatcher, AclOperation.DELETE, purged));
            await().atMost(PATIENCE).until(() -> asked(dispatcher, AclOperation.WRITE, purged));
        }
        await().atMost(PATIENCE)
                .until(() -> asked(dispatcher, AclOperation.WRITE, Topics.DELIVERIES.name()));
        await().atMost(PATIENCE)
                .until(() -> asked(dispatcher, AclOperation.READ, "forebay.worker.digits"));
    }

    private static boolean asked(String user, AclOperation operation, String prefix) {
        return RecordingAuthorizer.asked().stream()
                .anyMatch(one ->
                        one.user().equals(user)
                                && one.operation() == operation
                                && one.name().startsWith(prefix));
    }

    /** A key stands for the job that it came with first. */
    private void claimed(Api api) {
        String[] key = {"Idempotency-Key", "\"%s\"".formatted(secret("once"))};
        done(api.post("/v1/models/digits/jobs", Tensors.digit(5), key));
        done(api.post("/v1/models/digits/jobs", Tensors.digit(5), key));
        assertThat(api.post("/v1/models/digits/jobs", Tensors.digit(6), key).status())
                .isEqualTo(422);
    }

    /** As a log is read again after long: what it says of a job is past its time. */
    private static void forgotten(SecuredServers servers) throws Exception {
        try (KafkaProducer<String, JobState> producer =
                new KafkaProducer<>(
                        servers.superUser(),
                        Topics.JOB_STATES.key().serializer(),
                        Topics.JOB_STATES.value().serializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.JOB_STATES.name(), 0, 1L, "job_old", (JobState) null))
                    .get();
        }
    }

    private void told(Api api, String hook) {
        Answer endpoint =
                done(api.post("/v1/webhook-endpoints", "{\"url\":\"%s/every\"}".formatted(hook)));
        secrets.add(endpoint.json().path("secret").asText());
        Answer waited =
                api.post(
                        "/v1/models/digits/jobs",
                        Tensors.digit(2),
                        "Prefer",
                        "wait=30",
                        "Forebay-Callback",
                        hook + "/own?token=" + secret("callback"),
                        "Forebay-Metadata",
                        "{\"note\":\"%s\"}".formatted(secret("metadata")));
        assertThat(waited.json().path("state").asText()).isEqualTo("succeeded");
        String job = waited.json().path("id").asText();
        await().atMost(PATIENCE).until(() -> hooks.containsAll(List.of("/own", "/every")));
        await().atMost(PATIENCE)
                .until(() ->
                        api.get("/v1/jobs/" + job + "/deliveries").json().path("data").size() == 2);
        done(api.post("/v1/jobs/" + job + "/deliveries", "{}"));
        await().atMost(PATIENCE).until(() -> hooks.size() >= 4);
        String late = submit(api, 3);
        done(api.put("/v1/jobs/" + late + "/callback", "{\"url\":\"%s/late\"}".formatted(hook)));
        await().atMost(PATIENCE).until(() -> hooks.contains("/late"));
        String place = "/v1/webhook-endpoints/" + endpoint.json().path("id").asText();
        done(api.delete(place));
    }

    private void batch(Api api, String hook) {
        String self =
                BatchIT.self(
                        done(
                                api.post(
                                        "/v1/batches",
                                        BatchIT.bytes(BatchIT.lines("secured", 1, 5) + "bad\n"),
                                        "Content-Type",
                                        "application/x-ndjson",
                                        "Forebay-Callback",
                                        hook + "/batch")));
        assertThat(BatchIT.awaitEnd(api, self).path("request_counts").path("completed").asInt())
                .isEqualTo(5);
        assertThat(BatchIT.read(api, self + "/results", 100)).hasSize(5);
        assertThat(BatchIT.read(api, self + "/errors", 100)).hasSize(1);
        assertThat(api.get("/v1/batches").json().path("data")).isNotEmpty();
        await().atMost(PATIENCE).until(() -> hooks.contains("/batch"));
    }

    /** A large input goes with the only job that names it. */
    private static void deleted(Api api, Path payloads) {
        Path inputs = payloads.resolve("inputs");
        byte[] large = new byte[400_000];
        new Random(4).nextBytes(large);
        byte[] picture = Samples.bytes("digit-7.png");
        System.arraycopy(picture, 0, large, 0, picture.length);
        Answer submitted = api.post("/v1/models/digits/jobs", large, "Content-Type", "image/png");
        String job = done(submitted).json().path("id").asText();
        assertThat(ended(api, job).path("state").asText()).isEqualTo("succeeded");
        assertThat(files(inputs)).as("inputs outside of their records").isEqualTo(1);
        done(api.delete("/v1/jobs/" + job));
        await().atMost(PATIENCE).until(() -> files(inputs) == 0);
        await().atMost(PATIENCE).until(() -> api.get("/v1/jobs/" + job).status() != 200);
    }

    /** Of the only line of a batch, which dies again when it is run again. */
    private static void buried(Api api) {
        String line =
                """
                {"custom_id":"killer","model":"remainder","inputs":[\
                {"name":"x","shape":[1,1],"datatype":"INT32","data":[%d]},\
                {"name":"by","shape":[1,1],"datatype":"INT32","data":[-1]}]}\
                """
                        .formatted(Integer.MIN_VALUE);
        String self = BatchIT.self(done(BatchIT.upload(api, "/v1/batches", BatchIT.bytes(line))));
        assertThat(BatchIT.awaitEnd(api, self).path("request_counts").path("failed").asInt())
                .isEqualTo(1);
        JsonNode letters =
                await().atMost(PATIENCE)
                        .until(
                                () -> api.get("/v1/dead-letters").json().path("data"),
                                found -> !found.isEmpty());
        assertThat(done(api.post(self + "/retry-failed", "")).header("Forebay-Retried"))
                .contains("1");
        String letter = "/v1/dead-letters/" + letters.path(0).path("id").asText();
        done(api.get(letter));
        done(api.post(letter + "/redrive", ""));
    }

    private static long files(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Api api) {
        assertThat(api.get("/v1/jobs").json().path("data")).isNotEmpty();
        done(api.get("/v1/feed"));
        done(api.get("/v1/overview"));
        done(api.get("/v1/limits"));
    }

    /** The scaler keeps minutes, and KEDA looks at lags. */
    private void scaled(SecuredServers servers) throws IOException {
        try (Scaler scaler =
                        Scaler.start(
                                new ScalerConfig(
                                        new KafkaConfig(
                                                servers.bootstrapServers(),
                                                servers.client("forebay-scaler")),
                                        SecuredServers.TOPICS,
                                        new ListenConfig("127.0.0.1", 0),
                                        null,
                                        new ListenConfig("127.0.0.1", 0),
                                        Duration.ofMillis(50),
                                        Duration.ofHours(1)),
                                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                                now::get);
                Admin admin = Admin.create(servers.admin(servers.client("forebay-keda")))) {
            ManagedChannel channel =
                    NettyChannelBuilder.forAddress("127.0.0.1", scaler.grpcPort())
                            .usePlaintext()
                            .build();
            RealTriggers triggers = new RealTriggers(admin, channel, now::get);
            for (Path file : SCALED) {
                for (JsonNode object : KafkaUsers.documents(file)) {
                    for (JsonNode trigger : object.path("spec").path("triggers")) {
                        Map<String, String> metadata = new HashMap<>();
                        trigger.path("metadata")
                                .properties()
                                .forEach(
                                        one -> metadata.put(one.getKey(), one.getValue().asText()));
                        triggers.read(new TriggerSpec(trigger.path("type").asText(), metadata), 1);
                    }
                }
            }
            for (int minute = 0; minute < 3; minute++) {
                now.updateAndGet(time -> time.plusSeconds(60));
                await().pollDelay(Duration.ofMillis(200)).until(() -> true);
            }
            channel.shutdownNow();
        }
    }

    private static Answer done(Answer answer) {
        assertThat(answer.status())
                .as(() -> new String(answer.raw().body(), UTF_8))
                .isBetween(200, 299);
        return answer;
    }

    private static String submit(Api api, int seed) {
        Answer submitted = api.post("/v1/models/digits/jobs", Tensors.digit(seed));
        return done(submitted).json().path("id").asText();
    }

    private static JsonNode ended(Api api, String job) {
        return await().atMost(PATIENCE)
                .until(
                        () -> api.get("/v1/jobs/" + job + "?wait=5s").json(),
                        json -> json.path("terminal").asBoolean());
    }

    private HttpServer receiver() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    hooks.add(exchange.getRequestURI().getPath());
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    /**
     * The classifier of digits, and one that an input can kill, which is tried once and whose
     * workers are a share group.
     */
    private static Path models(Path repository) throws Exception {
        copy(RunningForebay.MODELS.resolve("digits/1"), repository.resolve("digits/1"));
        Path remainder =
                copy(
                        Path.of(SecuredIT.class.getResource("/models/remainder/1").toURI()),
                        repository.resolve("remainder/1"));
        Files.writeString(
                remainder.resolve("model.yaml"),
                "\nretries: { max-attempts: 1 }\nconsumption: { group: share }\n",
                StandardOpenOption.APPEND);
        return repository;
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
        return to;
    }
}
