package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forebay.scaler.KafkaConfig;
import io.forebay.scaler.ListenConfig;
import io.forebay.scaler.Scaler;
import io.forebay.scaler.ScalerConfig;
import io.forebay.schemas.topic.Topics;
import io.forebay.standalone.RecordingAuthorizer.Asked;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * Every service by a certificate of its own, as under Strimzi: with the client's settings and the
 * rules that are shipped, on a broker that takes nobody without one. What the rules allow, and that
 * none is one too many, {@link SecuredIT} shows.
 */
class MutualTlsIT {

    private static final Path USERS = Path.of("../keda/components/kafka-strimzi/users.yaml");
    private static final Path REDIS_USERS = Path.of("../keda/components/redis-external/users.acl");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String WORKER = "forebay-worker";
    private static final String STRANGER = "forebay-stranger";

    @Test
    void everyServiceComesByItsCertificateAndNobodyByAnothers() throws Exception {
        Path directory = RunningForebay.freshHome().toAbsolutePath();
        KafkaUsers users = KafkaUsers.read(USERS);
        List<String> names = new ArrayList<>(users.names());
        names.add(STRANGER);
        TestingAuthority ours = TestingAuthority.make(directory.resolve("ours"), names);
        TestingAuthority others =
                TestingAuthority.make(directory.resolve("others"), List.of(WORKER));
        RecordingAuthorizer.forget();
        try (SecuredServers servers =
                SecuredServers.start(
                        directory, REDIS_USERS, broker -> new CertificateDoor(broker, ours))) {
            servers.make(users);
            SecuredServices services =
                    SecuredServices.of(servers, directory, RunningForebay.MODELS.toAbsolutePath());
            aJobGoesThrough(services);

            Set<Asked> asked = RecordingAuthorizer.asked();
            assertThat(asked.stream().map(Asked::user).collect(Collectors.toSet()))
                    .as("who came, by the names of their certificates")
                    .containsExactlyInAnyOrder(
                            "forebay-dispatcher",
                            "forebay-ingest",
                            "forebay-results",
                            "forebay-scaler",
                            WORKER);
            assertThat(asked)
                    .as("refused, though a service asked for it")
                    .noneMatch(one -> one.counts() && !one.allowed());
            othersAreRefused(servers, new CertificateDoor(servers.certificate(), ours), others);
        }
    }

    private static void aJobGoesThrough(SecuredServices services) throws Exception {
        try (ServiceProcess dispatcher = services.dispatcher(1);
                ServiceProcess results = services.results();
                ServiceProcess ingest = services.ingest();
                ServiceProcess worker = services.worker();
                Scaler scaler = scaler(services.servers())) {
            await().atMost(PATIENCE)
                    .until(() ->
                            Stream.of(dispatcher, results, ingest, worker)
                                    .allMatch(ServiceProcess::isReady));
            Api api = new Api(SecuredServices.uri(ingest), services.tenant().apiKey());
            await().atMost(PATIENCE).until(() -> api.get("/v1/models/digits").status() == 200);
            Api.Answer done =
                    api.post("/v1/models/digits/jobs", Tensors.digit(4), "Prefer", "wait=30");
            assertThat(done.json().path("state").asText()).as(done::code).isEqualTo("succeeded");
            assertThat(scaler.grpcPort()).isPositive();
        }
    }

    private static Scaler scaler(SecuredServers servers) {
        return Scaler.start(
                new ScalerConfig(
                        new KafkaConfig(
                                servers.bootstrapServers(), servers.client("forebay-scaler")),
                        SecuredServers.TOPICS,
                        new ListenConfig("127.0.0.1", 0),
                        null,
                        new ListenConfig("127.0.0.1", 0),
                        Duration.ofMillis(50),
                        Duration.ofHours(1)),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Instant::now);
    }

    private static void othersAreRefused(
            SecuredServers servers, CertificateDoor door, TestingAuthority others)
            throws Exception {
        // The worker may see its work, also by a PEM file.
        describe(servers, door.pemClient(WORKER), Topics.COMPLETIONS.name());

        // Its certificate is not one for API keys, nor for submissions.
        assertThatThrownBy(() -> describe(servers, door.client(WORKER), Topics.API_KEYS.name()))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> submit(servers, door.client(WORKER)))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        // A certificate of the same authority that nobody has rules for.
        assertThatThrownBy(() -> describe(servers, door.client(STRANGER), Topics.JOBS.name()))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);

        // The right name, signed by somebody else.
        CertificateDoor forged = new CertificateDoor(servers.certificate(), others);
        assertThatThrownBy(
                        () -> describe(servers, forged.client(WORKER), Topics.COMPLETIONS.name()))
                .hasCauseInstanceOf(SslAuthenticationException.class);
        // None at all.
        Map<String, String> none = new HashMap<>(door.client(WORKER));
        none.keySet().removeIf(key -> key.startsWith("ssl.keystore"));
        assertThatThrownBy(() -> describe(servers, none, Topics.COMPLETIONS.name()))
                .hasCauseInstanceOf(SslAuthenticationException.class);
    }

    private static void describe(SecuredServers servers, Map<String, String> client, String topic)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(servers.admin(client))) {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
        }
    }

    private static void submit(SecuredServers servers, Map<String, String> client)
            throws ExecutionException, InterruptedException {
        Map<String, Object> properties = new HashMap<>(servers.admin(client));
        properties.put("enable.idempotence", false);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.JOBS.name(), new byte[1], new byte[1])).get();
        }
    }
}
