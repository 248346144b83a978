package io.forebay.standalone;

import static org.awaitility.Awaitility.await;

import io.forebay.standalone.broker.BrokerPorts;
import io.forebay.standalone.broker.EmbeddedKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker whose clients come by TLS and say by SASL/SCRAM who they are, and a Redis with TLS and
 * an ACL user for each service. The test itself has a door of its own to the broker.
 */
final class SecuredServers implements AutoCloseable {

    private static final String PASSWORD = "a-password-of-this-test";
    private static final String TEST = "test";
    private static final int ITERATIONS = 4_096;

    private final ServerCertificate certificate;
    private final int securedPort = FreePorts.any();
    private final int redisPort = FreePorts.any();
    private final EmbeddedKafka kafka;
    private final Process redis;

    /**
     * @param redisUsers as {@code --user} of redis-server has them, without a password
     */
    SecuredServers(Path directory, List<String> redisUsers) throws Exception {
        certificate = ServerCertificate.make(directory);
        BrokerPorts ports = new BrokerPorts(FreePorts.any(), FreePorts.any());
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), ports, settings(ports));
        redis = startRedis(Files.createDirectories(directory.resolve("redis")), redisUsers);
        await().atMost(20, TimeUnit.SECONDS).until(this::redisListens);
    }

    /** The test's own door, at which everything is allowed. */
    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /** Where the test's own door is. */
    String openBootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Makes users that know the password, and allows what the rules say and nothing else. */
    void allow(List<AccessRule> rules) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(
                            rules.stream()
                                    .map(AccessRule::principal)
                                    .distinct()
                                    .<UserScramCredentialAlteration>map(SecuredServers::credential)
                                    .toList())
                    .all()
                    .get();
            admin.createAcls(rules.stream().map(AccessRule::binding).toList()).all().get();
        }
    }

    /** The client's settings of a principal, by their names in Kafka. */
    Map<String, String> client(String principal) {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-256",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username='%s' password='%s';".formatted(principal, PASSWORD),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", certificate.certificate().toString());
    }

    String bootstrapServers() {
        return "127.0.0.1:" + securedPort;
    }

    /** The keys of a service's {@code redis}, as YAML. */
    String redisYaml(String user) {
        return """
        { address: "rediss://127.0.0.1:%d", username: %s, password: "%s", trust-store: "%s", trust-store-password: %s }\
        """
                .formatted(
                        redisPort,
                        user,
                        PASSWORD,
                        certificate.trustStore(),
                        ServerCertificate.PASSWORD);
    }

    /** What Redis denied anybody. */
    String redisDenials() {
        Tools.Ran ran =
                Tools.run(
                        Path.of("."),
                        20,
                        List.of(
                                "redis-cli",
                                "--tls",
                                "--cacert",
                                certificate.certificate().toString(),
                                "--no-auth-warning",
                                "--user",
                                TEST,
                                "--pass",
                                PASSWORD,
                                "-p",
                                Integer.toString(redisPort),
                                "ACL",
                                "LOG"));
        if (!ran.succeeded()) {
            throw new AssertionError(ran.output());
        }
        return ran.output().strip();
    }

    @Override
    public void close() {
        kafka.close();
        redis.destroy();
    }

    private Map<String, String> settings(BrokerPorts ports) {
        String open = "PLAINTEXT://127.0.0.1:" + ports.broker();
        String secured = "SASL_SSL://127.0.0.1:" + securedPort;
        return Map.of(
                "listeners",
                "%s,%s,CONTROLLER://127.0.0.1:%d".formatted(open, secured, ports.controller()),
                "advertised.listeners",
                open + "," + secured,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-256",
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                certificate.keyStore().toString(),
                "ssl.keystore.password",
                ServerCertificate.PASSWORD,
                "authorizer.class.name",
                RecordingAuthorizer.class.getName(),
                "super.users",
                "User:ANONYMOUS");
    }

    private Process startRedis(Path data, List<String> users) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Tools.onPath("redis-server").orElseThrow().toString(),
                                "--port",
                                "0",
                                "--tls-port",
                                Integer.toString(redisPort),
                                "--bind",
                                "127.0.0.1",
                                "--dir",
                                data.toString(),
                                "--save",
                                "",
                                "--tls-auth-clients",
                                "no",
                                "--tls-cert-file",
                                certificate.certificate().toString(),
                                "--tls-key-file",
                                certificate.key().toString(),
                                "--tls-ca-cert-file",
                                certificate.certificate().toString()));
        Path acl = data.resolve("users.acl");
        Files.write(
                acl,
                Stream.concat(
                                Stream.of(
                                        "user default off",
                                        "user %s on >%s ~* &* +@all".formatted(TEST, PASSWORD)),
                                users.stream()
                                        .map(user ->
                                                "user %s on >%s %s"
                                                        .formatted(
                                                                user.split(" ", 2)[0],
                                                                PASSWORD,
                                                                user.split(" ", 2)[1])))
                        .toList());
        command.addAll(List.of("--aclfile", acl.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("redis.log").toFile())
                .start();
    }

    private boolean redisListens() {
        if (!redis.isAlive()) {
            throw new AssertionError("Redis has ended; see redis.log in its directory");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static UserScramCredentialUpsertion credential(String principal) {
        return new UserScramCredentialUpsertion(
                Objects.requireNonNull(principal),
                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, ITERATIONS),
                PASSWORD);
    }
}
