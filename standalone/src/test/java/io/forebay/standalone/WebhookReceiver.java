package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A receiver in Node, which verifies with the package {@code standardwebhooks} from npm, and
 * Ed25519 with Node's own cryptography.
 */
final class WebhookReceiver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOME = Path.of("target", "webhook-receiver");
    private static final String PACKAGE = "standardwebhooks@1.0.0";

    private final Process process;
    private final int port;
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();

    private WebhookReceiver(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Skips the test, saying so, where there is no Node or no npm. */
    static WebhookReceiver start() throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        Files.copy(
                Path.of("src/test/resources/webhook_receiver.mjs"),
                HOME.resolve("webhook_receiver.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
        if (!Files.exists(HOME.resolve("node_modules/standardwebhooks"))) {
            assumeTrue(
                    runs("npm", "install", "--no-audit", "--no-fund", "--prefix", ".", PACKAGE),
                    "SKIPPED: no npm here, or it cannot install " + PACKAGE);
        }
        assumeTrue(runs("node", "--version"), "SKIPPED: no node here");
        Process process =
                new ProcessBuilder("node", "webhook_receiver.mjs")
                        .directory(HOME.toFile())
                        .redirectErrorStream(true)
                        .start();
        BufferedReader lines = process.inputReader();
        WebhookReceiver receiver =
                new WebhookReceiver(process, JSON.readTree(lines.readLine()).path("port").asInt());
        Thread.ofVirtual().start(() -> receiver.read(lines));
        return receiver;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /**
     * Tells the receiver what webhooks at a path are signed with.
     *
     * @param key {@code whsec_...}, or {@code whpk_...} where only the public key is known
     */
    void expect(String path, String key) throws IOException, InterruptedException {
        tell("/secret", JSON.createObjectNode().put("of", path).put("secret", key));
    }

    /** A path that was down answers from now on. */
    void mend(String path) throws IOException, InterruptedException {
        tell("/mend", JSON.createObjectNode().put("of", path));
    }

    private void tell(String what, JsonNode said) throws IOException, InterruptedException {
        HttpResponse<Void> taken =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(url(what)))
                                        .POST(BodyPublishers.ofString(said.toString()))
                                        .build(),
                                BodyHandlers.discarding());
        assertThat(taken.statusCode()).isEqualTo(204);
    }

    List<JsonNode> at(String path) {
        return received.stream().filter(one -> one.path("path").asText().equals(path)).toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    received.add(JSON.readTree(line));
                }
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(HOME.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(HOME.resolve("npm.log").toFile())
                            .start();
            return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
