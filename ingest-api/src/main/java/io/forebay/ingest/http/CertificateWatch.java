package io.forebay.ingest.http;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees that the certificate's files were replaced, and has the server use the new ones: connections
 * that are open go on, later ones see the new certificate. Looks at the content, as orchestrators
 * replace files by links. A thread of its own.
 */
final class CertificateWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final TlsConfig.Pair files;
    private final Duration interval;
    private final Consumer<Tls> reload;
    private final Thread thread;
    private byte[] known;

    private CertificateWatch(TlsConfig.Pair files, Duration interval, Consumer<Tls> reload) {
        this.files = files;
        this.interval = interval;
        this.reload = reload;
        this.known = digest(files);
        this.thread = Thread.ofVirtual().name("forebay-certificates").unstarted(this::run);
    }

    /**
     * What the files hold.
     *
     * @throws RuntimeException when they hold no certificate and its key
     */
    static Tls load(TlsConfig.Pair files) {
        Keys keys =
                Keys.builder()
                        .pem(pem ->
                                pem.key(Resource.create(files.key()))
                                        .certChain(Resource.create(files.certificate())))
                        .build();
        return Tls.builder()
                .privateKey(keys)
                .privateKeyCertChain(keys)
                .addEnabledProtocol("TLSv1.3")
                .addEnabledProtocol("TLSv1.2")
                .build();
    }

    /**
     * @param reload makes the server use it
     */
    static CertificateWatch start(TlsConfig.Pair files, Duration interval, Consumer<Tls> reload) {
        CertificateWatch watch = new CertificateWatch(files, interval, reload);
        watch.thread.start();
        return watch;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            byte[] now = digest(files);
            if (!Arrays.equals(now, known)) {
                reload.accept(load(files));
                known = now;
                LOG.atInfo()
                        .addKeyValue("certificate", files.certificate())
                        .log("the server shows a new certificate");
            }
        } catch (RuntimeException e) {
            // Half of a replacement may be there: the next look sees the rest.
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("certificate", files.certificate())
                    .log("cannot use the new certificate; the server goes on with the old one");
        }
    }

    private static byte[] digest(TlsConfig.Pair files) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(Files.readAllBytes(files.certificate()));
            return sha256.digest(Files.readAllBytes(files.key()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the certificate or its key", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
