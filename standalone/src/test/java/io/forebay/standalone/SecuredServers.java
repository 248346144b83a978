package io.forebay.standalone;

import io.forebay.schemas.testing.TestCertificate;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.forebay.standalone.KafkaUsers.Grant;
import io.forebay.standalone.broker.BrokerPorts;
import io.forebay.standalone.broker.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.awaitility.Awaitility;

/**
 * A broker that wants to know over TLS who comes, and holds everybody to the rules of their
 * KafkaUser, and a Redis that wants TLS, a user and a password.
 */
final class SecuredServers implements AutoCloseable {

    /** Whoever comes by the listener that has no password: the test. */
    static final String SUPER_USER = "ANONYMOUS";

    static final TopicConfig TOPICS = TopicConfig.of(4, 4, 1, 1);

    private static final int ITERATIONS = 4_096;
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final TestCertificate certificate;
    private final KafkaDoor door;
    private final EmbeddedKafka kafka;
    private final int port;
    private final SecuredRedis redis;

    private SecuredServers(
            TestCertificate certificate,
            KafkaDoor door,
            EmbeddedKafka kafka,
            int port,
            SecuredRedis redis) {
        this.certificate = certificate;
        this.door = door;
        this.kafka = kafka;
        this.port = port;
        this.redis = redis;
    }

    /** With a broker that wants a name and a password. */
    static SecuredServers start(Path directory, Path redisUsers)
            throws IOException, GeneralSecurityException, InterruptedException {
        return start(directory, redisUsers, PasswordDoor::new);
    }

    /**
     * @param doors the broker's, by its certificate
     */
    static SecuredServers start(
            Path directory, Path redisUsers, Function<TestCertificate, KafkaDoor> doors)
            throws IOException, GeneralSecurityException, InterruptedException {
        TestCertificate certificate = TestCertificate.make(directory, "secured");
        KafkaDoor door = doors.apply(certificate);
        SecuredRedis redis = SecuredRedis.start(directory, certificate, redisUsers);
        int port = FreePorts.any();
        BrokerPorts ports = new BrokerPorts(FreePorts.any(), FreePorts.any());
        try {
            EmbeddedKafka kafka =
                    EmbeddedKafka.start(
                            directory.resolve("kafka"),
                            ports,
                            settings(ports, port, certificate, door));
            return new SecuredServers(certificate, door, kafka, port, redis);
        } catch (RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    private static Map<String, String> settings(
            BrokerPorts ports, int port, TestCertificate certificate, KafkaDoor door) {
        String open = "PLAINTEXT://127.0.0.1:" + ports.broker();
        String secured = "%s://127.0.0.1:%d".formatted(door.protocol(), port);
        Map<String, String> settings = new HashMap<>(door.settings());
        settings.put(
                "listeners",
                "%s,%s,CONTROLLER://127.0.0.1:%d".formatted(open, secured, ports.controller()));
        settings.put("advertised.listeners", open + "," + secured);
        settings.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,%1$s:%1$s".formatted(door.protocol()));
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", certificate.keyStore().toString());
        settings.put("ssl.keystore.password", TestCertificate.PASSWORD);
        settings.put("authorizer.class.name", RecordingAuthorizer.class.getName());
        settings.put("super.users", "User:" + SUPER_USER);
        return settings;
    }

    /** Makes the users with their passwords and rules, and the topics that do not need a model. */
    void make(KafkaUsers users) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(superUser())) {
            admin.alterUserScramCredentials(
                            users.names().stream()
                                    .<UserScramCredentialAlteration>map(user ->
                                            new UserScramCredentialUpsertion(
                                                    user,
                                                    new ScramCredentialInfo(
                                                            ScramMechanism.SCRAM_SHA_512,
                                                            ITERATIONS),
                                                    password(user)))
                                    .toList())
                    .all()
                    .get();
            admin.createAcls(users.grants().stream().map(Grant::binding).toList()).all().get();
            new TopicCreator(admin, TOPICS, ANSWER).ensure(Topics.fixed());
            // The broker hears of the rules after the controller.
            Awaitility.await()
                    .atMost(ANSWER)
                    .until(() ->
                            admin.describeAcls(AclBindingFilter.ANY).values().get().size()
                                    == users.grants().size());
        }
    }

    /** What a client needs that may do everything. */
    Map<String, Object> superUser() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    /** Where a user's clients go. */
    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** What a user's clients need beside that. */
    Map<String, String> client(String user) {
        return door.client(user);
    }

    /** The same as an administrator's client takes it. */
    Map<String, Object> admin(Map<String, String> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("bootstrap.servers", bootstrapServers());
        return properties;
    }

    TestCertificate certificate() {
        return certificate;
    }

    SecuredRedis redis() {
        return redis;
    }

    static String password(String user) {
        return "the password of " + user;
    }

    @Override
    public void close() {
        kafka.close();
        redis.close();
    }
}
