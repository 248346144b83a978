package io.forebay.standalone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.schemas.testing.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A Redis that answers over TLS alone, and only whom its file of users names. */
final class SecuredRedis implements AutoCloseable {

    /** Added to the users, for the test to look around. */
    private static final String ADMIN = "test-admin";

    private static final Pattern PLACEHOLDER = Pattern.compile("#PASSWORD_SHA256_OF_(\\S+)");

    private final Process process;
    private final int port;
    private final TestCertificate certificate;

    private SecuredRedis(Process process, int port, TestCertificate certificate) {
        this.process = process;
        this.port = port;
        this.certificate = certificate;
    }

    /**
     * Skips the test, saying so, where there is no {@code redis-server} with TLS.
     *
     * @param users as shipped: their passwords are filled in
     */
    static SecuredRedis start(Path directory, TestCertificate certificate, Path users)
            throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory.resolve("redis"));
        Path acl = home.resolve("users.acl");
        Files.writeString(
                acl,
                PLACEHOLDER
                                .matcher(Files.readString(users))
                                .replaceAll(found -> "#" + digest(found.group(1)))
                        + "user %s on #%s ~* &* +@all%n".formatted(ADMIN, digest(ADMIN)));
        int port = FreePorts.any();
        Path log = home.resolve("redis.log");
        Process process;
        try {
            process =
                    new ProcessBuilder(
                                    List.of(
                                            "redis-server",
                                            "--bind",
                                            "127.0.0.1",
                                            "--port",
                                            "0",
                                            "--tls-port",
                                            Integer.toString(port),
                                            "--tls-cert-file",
                                            certificate.certificate().toString(),
                                            "--tls-key-file",
                                            certificate.key().toString(),
                                            "--tls-ca-cert-file",
                                            certificate.certificate().toString(),
                                            "--tls-auth-clients",
                                            "no",
                                            "--aclfile",
                                            acl.toString(),
                                            "--acllog-max-len",
                                            "1000",
                                            "--dir",
                                            home.toString(),
                                            "--save",
                                            "",
                                            "--maxmemory-policy",
                                            "noeviction"))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
        } catch (IOException e) {
            assumeTrue(false, "SKIPPED: no redis-server is on the PATH: " + e.getMessage());
            throw e;
        }
        SecuredRedis redis = new SecuredRedis(process, port, certificate);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> !process.isAlive() || redis.ask(ADMIN, "PING").equals("PONG"));
        String said = Files.readString(log);
        assumeTrue(
                process.isAlive() || !said.contains("tls-port"),
                "SKIPPED: this redis-server was built without TLS");
        if (!process.isAlive()) {
            throw new IllegalStateException("Redis did not start:\n" + said);
        }
        return redis;
    }

    /** As the services take it. */
    String address() {
        return "rediss://127.0.0.1:" + port;
    }

    /** What it refused since it started: each as Redis tells it. */
    List<String> refusals() {
        return ask(ADMIN, "ACL LOG").lines().filter(line -> !line.isBlank()).toList();
    }

    /** The answer to one command of a user, or the error as Redis says it. */
    String ask(String user, String command) {
        try (RedisSession session = session(user)) {
            return session.ask(command);
        }
    }

    private RedisSession session(String user) {
        RedisSession session = RedisSession.open(port, certificate.trustStore());
        session.ask("AUTH %s \"%s\"".formatted(user, SecuredServers.password(user)));
        return session;
    }

    private static String digest(String user) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(
                                            SecuredServers.password(user)
                                                    .getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
