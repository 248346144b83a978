package io.forebay.ingest.auth;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.net.httpserver.HttpServer;
import io.forebay.fuzz.Parts;
import io.forebay.schemas.config.ConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** What callers show: keys and tokens. Nobody gets in but by the one token that was signed. */
final class CredentialsFuzz {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));

    /** The public half of a key that was made for this test and thrown away. */
    private static final String KEYS =
            """
            {"keys":[{"kty":"EC","use":"sig","crv":"P-256","kid":"k","alg":"ES256",\
            "x":"hUEMxFIoghKdimwGmiS2ivQPcgxDBBN_AuY65NFDXWk","y":"6f9jnJCDyZYAg1lXyB2u1Ul53XYbwYJf3Pcxsk6gBjg"}]}\
            """;

    private static final Authenticator AUTHENTICATOR = authenticator();

    @FuzzTest
    void credentials(byte[] bytes) {
        // Anew for each input: the issuer's keys are read again when they are old.
        allowTheIssuer();
        String text = Parts.text(bytes);
        AUTHENTICATOR
                .find(text)
                .ifPresent(caller -> {
                    same(caller.tenant(), "acme", "whose token it is");
                    holds(text.startsWith("eyJ"), "let in without the token");
                });
        KeyText.parse(text)
                .ifPresent(key -> {
                    same(key.text(), text, "a key has another spelling");
                    holds(key.id().length() == 8, "the name of a key");
                    holds(!key.toString().contains(text), "the secret is shown");
                });
    }

    private static Authenticator authenticator() {
        AuthConfig config =
                ConfigReader.withoutEnvironment()
                        .read(
                                """
                                pepper: a pepper of nodes
                                tokens:
                                  issuer: https://issuer.example
                                  jwks: http://127.0.0.1:%d/keys
                                """
                                        .formatted(serve()),
                                "the test",
                                AuthConfig.class);
        return new Authenticator(
                config,
                new IssuedKeys(),
                OidcTokens.of(config.tokens(), CLOCK, Duration.ofSeconds(10)),
                CLOCK);
    }

    private static void allowTheIssuer() {
        BugDetectors.allowNetworkConnections((host, port) -> LOOPBACK.contains(host));
    }

    /** The issuer; alive for as long as this process. */
    @SuppressWarnings("RestrictedApi")
    private static int serve() {
        allowTheIssuer();
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] keys = KEYS.getBytes(StandardCharsets.UTF_8);
            server.createContext(
                    "/keys",
                    exchange -> {
                        exchange.sendResponseHeaders(200, keys.length);
                        exchange.getResponseBody().write(keys);
                        exchange.close();
                    });
            server.start();
            return server.getAddress().getPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
