package io.forebay.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server on loopback that checks signatures and keeps its objects in memory. */
public final class TestingS3 implements AutoCloseable {

    public static final String BUCKET = "forebay-test";

    private static final String ACCESS_KEY = "access";
    private static final String SECRET_KEY = "a secret of the tests";

    private final BlobStoreContext objects =
            ContextBuilder.newBuilder(new TransientNio2BlobApiMetadata())
                    .credentials("none", "none")
                    .buildView(BlobStoreContext.class);
    private final int port = freePort();
    private S3Proxy server = start();

    /** Also makes the bucket. */
    public TestingS3() {
        objects.getBlobStore().createContainerInLocation(null, BUCKET);
    }

    /** With the right keys, in files of the directory. */
    public S3Config config(Path directory) {
        return config(directory, SECRET_KEY);
    }

    public S3Config config(Path directory, String secret) {
        return new S3Config(
                "http://127.0.0.1:" + port,
                "us-east-1",
                true,
                file(directory, "access-key", ACCESS_KEY),
                file(directory, "secret-key", secret),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60));
    }

    /** The same as YAML, in one line. */
    public String yaml(Path directory) {
        S3Config config = config(directory);
        return "{ endpoint: \"%s\", path-style: true, access-key-file: \"%s\", secret-key-file: \"%s\" }"
                .formatted(config.endpoint(), config.accessKeyFile(), config.secretKeyFile());
    }

    /** A client for the test itself. */
    public S3Client client(Path directory) {
        return S3Connection.open(config(directory));
    }

    /** Nobody answers any more. */
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not stop", e);
        }
    }

    /** It is back, with what it had. */
    public void resume() {
        server = start();
    }

    @Override
    public void close() {
        stop();
        objects.close();
    }

    private S3Proxy start() {
        S3Proxy started =
                S3Proxy.builder()
                        .blobStore(objects.getBlobStore())
                        .endpoint(URI.create("http://127.0.0.1:" + port))
                        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                        .ignoreUnknownHeaders(true)
                        .build();
        try {
            started.start();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not start", e);
        }
        Awaitility.await().until(() -> started.getState().equals("STARTED"));
        return started;
    }

    private static String file(Path directory, String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text + "\n").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
