package io.forebay.testing.container;

import io.forebay.client.ClientConfig;
import io.forebay.client.ForebayClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A whole Forebay in one container: its own broker, its own Redis, and a worker with the models of
 * a repository. The image is {@code standalone} of {@code keda/images}, which your registry has
 * under a name of yours.
 *
 * <pre>{@code
 * @Container
 * static final ForebayContainer FOREBAY =
 *         new ForebayContainer(DockerImageName.parse("registry.example.com/forebay/standalone:0.1.0"))
 *                 .withModels(Path.of("models"));
 * }</pre>
 */
public final class ForebayContainer extends GenericContainer<ForebayContainer> {

    private static final int PORT = 8080;
    private static final String HOME = "/tmp/forebay";
    private static final String MODELS = "/models";
    private static final Duration START = Duration.ofMinutes(2);

    /**
     * @param image the name under which your registry has {@code standalone}
     */
    public ForebayContainer(DockerImageName image) {
        super(image);
        withExposedPorts(PORT);
        withEnv("FOREBAY_HOST", "0.0.0.0");
        withEnv("FOREBAY_PORT", Integer.toString(PORT));
        withEnv("FOREBAY_HOME", HOME);
        waitingFor(Wait.forHttp("/health/ready").forPort(PORT).withStartupTimeout(START));
    }

    /**
     * With these models in place of those of the image.
     *
     * @param repository {@code <name>/<version>/model.onnx}, each with its {@code model.yaml}
     */
    public ForebayContainer withModels(Path repository) {
        return withCopyFileToContainer(MountableFile.forHostPath(repository), MODELS);
    }

    /** Where HTTP is served, as the test reaches it. */
    public URI uri() {
        return URI.create("http://%s:%d".formatted(getHost(), getMappedPort(PORT)));
    }

    /** Of the one tenant, which may do everything. */
    public String apiKey() {
        return copyFileFromContainer(
                HOME + "/api-key",
                content -> new String(content.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }

    /** A new one, which the caller closes. */
    public ForebayClient client() {
        return ForebayClient.of(ClientConfig.of(uri(), apiKey()));
    }
}
