package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.ingest.submit.JobsConfig;
import io.forebay.schemas.testing.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS, and another certificate while the server runs. */
final class TlsTest {

    private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir Path folder;

    @Test
    void showsANewCertificateWithoutARestartAndNeverABrokenOne() throws Exception {
        Path certificate = folder.resolve("tls.crt");
        Path key = folder.resolve("tls.key");
        write("first", certificate, key);
        TlsConfig files = new TlsConfig(certificate, key, Duration.ofMillis(20));
        try (TestingServer plain = new TestingServer();
                IngestServer server =
                        IngestServer.start(
                                plain.config(files), JobsConfig.DEFAULT, plain.services())) {
            try (SSLSocket open = connect(server.port())) {
                assertThat(subject(open)).isEqualTo("CN=first");
                assertThat(open.getSession().getProtocol()).isEqualTo("TLSv1.3");
                assertThat(ask(open)).contains("200");

                write("second", certificate, key);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> subject(server.port()).equals("CN=second"));
                assertThat(ask(open)).as("what is open goes on").contains("200");
            }

            Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\nbroken\n");
            // Not to be seen is what is asserted: many looks go by meanwhile.
            for (int i = 0; i < 20; i++) {
                assertThat(subject(server.port())).isEqualTo("CN=second");
            }
            write("third", certificate, key);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> subject(server.port()).equals("CN=third"));
        }
    }

    @Test
    void doesNotStartWithFilesThatAreNoCertificate() throws Exception {
        Path certificate = Files.writeString(folder.resolve("tls.crt"), "none");
        Path key = Files.writeString(folder.resolve("tls.key"), "none");
        TlsConfig files = new TlsConfig(certificate, key, Duration.ofSeconds(1));
        try (TestingServer plain = new TestingServer()) {
            assertThatThrownBy(() ->
                            IngestServer.start(
                                    plain.config(files), JobsConfig.DEFAULT, plain.services()))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThatThrownBy(() -> new TlsConfig(certificate, null, Duration.ofSeconds(1)))
                .hasMessageContaining("one of them is missing");
    }

    private static String subject(int port) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connect(port)) {
            return subject(socket);
        }
    }

    private static String subject(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(LIVE.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        byte[] answer = new byte[4096];
        int read = in.read(answer);
        String text = new String(answer, 0, read, StandardCharsets.US_ASCII);
        while (!text.contains("}")) {
            read = in.read(answer);
            text += new String(answer, 0, read, StandardCharsets.US_ASCII);
        }
        return text.substring(0, text.indexOf("\r\n"));
    }

    private static SSLSocket connect(int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        socket.startHandshake();
        return socket;
    }

    /** Another certificate and its key in the place of those that are there. */
    private void write(String name, Path certificate, Path key) throws Exception {
        TestCertificate made = TestCertificate.make(folder, name);
        Files.copy(made.key(), key, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(made.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Looks at nothing: the test looks itself. */
    private static final class Trusting implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Nobody comes.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Any will do.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
