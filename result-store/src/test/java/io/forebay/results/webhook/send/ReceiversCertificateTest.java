package io.forebay.results.webhook.send;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.results.webhook.retry.Result;
import io.forebay.schemas.testing.TestCertificate;
import io.forebay.schemas.webhook.CallbackUrl;
import io.forebay.schemas.webhook.TargetConfig;
import io.forebay.schemas.webhook.TargetPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver is told something only if its certificate says that it is the one. */
class ReceiversCertificateTest {

    private static final char[] PASSWORD = TestCertificate.PASSWORD.toCharArray();
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @TempDir private Path folder = Path.of("");
    private SSLSocketFactory trusting = (SSLSocketFactory) SSLSocketFactory.getDefault();
    private KeyStore keys = emptyStore();

    @BeforeEach
    void makeAnAuthority() throws Exception {
        TestCertificate.generate("authority", store(), "-ext", "bc=ca:true");
        keys = KeyStore.getInstance(store().toFile(), PASSWORD);
        KeyStore trusted = emptyStore();
        trusted.setCertificateEntry("authority", keys.getCertificate("authority"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        trusting = context.getSocketFactory();
    }

    @Test
    void oneThatAnAuthoritySpeaksForIsTold() throws Exception {
        try (Receiver receiver = new Receiver(signed("localhost"))) {
            assertThat(post(trusting, receiver)).isEqualTo(new Result.Answered(200, null));
            assertThat(receiver.heard).anyMatch(line -> line.contains("msg_1"));
        }
    }

    @Test
    void oneOfAnAuthorityThatNobodyKnowsIsNotTold() throws Exception {
        try (Receiver receiver = new Receiver(signed("localhost"))) {
            assertNotTold(receiver, (SSLSocketFactory) SSLSocketFactory.getDefault());
        }
    }

    @Test
    void oneThatOnlySpeaksForItselfIsNotTold() throws Exception {
        try (Receiver receiver = new Receiver(made("self", "-ext", "san=dns:localhost"))) {
            assertNotTold(receiver, trusting);
        }
    }

    @Test
    void oneOfAnotherNameIsNotTold() throws Exception {
        try (Receiver receiver = new Receiver(signed("hooks.example"))) {
            assertNotTold(receiver, trusting);
        }
    }

    @Test
    void oneWhoseTimeIsOverIsNotTold() throws Exception {
        try (Receiver receiver =
                new Receiver(signed("localhost", "-startdate", "-3d", "-validity", "1"))) {
            assertNotTold(receiver, trusting);
        }
    }

    private static void assertNotTold(Receiver receiver, SSLSocketFactory trust) {
        assertThat(post(trust, receiver)).isInstanceOf(Result.Failed.class);
        assertThat(receiver.heard).isEmpty();
    }

    /** A key whose certificate the authority has signed for a name. */
    private KeyStore signed(String name, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("-signer", "authority", "-ext", "san=dns:" + name));
        arguments.addAll(List.of(more));
        return made("receiver", arguments.toArray(String[]::new));
    }

    /** In a store of its own, for a server shows any that it has. */
    private KeyStore made(String alias, String... arguments) throws Exception {
        TestCertificate.generate(alias, store(), arguments);
        keys = KeyStore.getInstance(store().toFile(), PASSWORD);
        KeyStore alone = emptyStore();
        alone.setKeyEntry(
                alias, keys.getKey(alias, PASSWORD), PASSWORD, keys.getCertificateChain(alias));
        return alone;
    }

    private Path store() {
        return folder.resolve("keys.p12");
    }

    private static KeyStore emptyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Result post(SSLSocketFactory trust, Receiver receiver) {
        SenderConfig config =
                new SenderConfig(
                        Duration.ofSeconds(5), Duration.ofSeconds(5), 64 << 10, Duration.ZERO);
        CallbackUrl url =
                ((CallbackUrl.Reading.Sound)
                                CallbackUrl.read(
                                        "https://localhost:%d/".formatted(receiver.port())))
                        .url();
        try (HttpSender sender =
                new HttpSender(
                        config,
                        new TargetPolicy(new TargetConfig(true, List.of(), List.of("127.0.0.0/8"))),
                        name -> List.of(LOOPBACK),
                        new Connections(trust, config, InstantSource.system()),
                        InstantSource.system())) {
            return sender.post(url, Map.of("webhook-id", "msg_1"), "{}".getBytes(UTF_8));
        }
    }

    /** A server that shows a certificate, and answers every request with 200. */
    private static final class Receiver implements AutoCloseable {

        private final SSLServerSocket server;
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();

        private Receiver(KeyStore certificate) throws GeneralSecurityException, IOException {
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(certificate, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            server =
                    (SSLServerSocket)
                            context.getServerSocketFactory().createServerSocket(0, 1, LOOPBACK);
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return server.getLocalPort();
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    BufferedReader in =
                            new BufferedReader(
                                    new InputStreamReader(socket.getInputStream(), US_ASCII));
                    for (String line = in.readLine();
                            line != null && !line.isEmpty();
                            line = in.readLine()) {
                        heard.add(line);
                    }
                    socket.getOutputStream()
                            .write(
                                    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                                            .getBytes(US_ASCII));
                    socket.getOutputStream().flush();
                } catch (IOException e) {
                    // A handshake that was broken off, or the end.
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
