package io.forebay.testing.junit;

import io.forebay.client.ClientConfig;
import io.forebay.client.ForebayClient;
import io.forebay.standalone.Stages;
import io.forebay.standalone.Standalone;
import io.forebay.standalone.StandaloneConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A Forebay that serves; its data are in a directory that goes with it. Safe for several threads.
 */
public final class RunningForebay implements AutoCloseable {

    private final Path home;
    private final Standalone standalone;
    private final URI uri;
    private final String apiKey;
    private final ForebayClient client;

    private RunningForebay(Path home, Standalone standalone) {
        this.home = home;
        this.standalone = standalone;
        this.uri = standalone.uri();
        this.apiKey = standalone.apiKey();
        this.client = ForebayClient.of(ClientConfig.of(uri, apiKey));
    }

    static RunningForebay start(Path models) {
        if (!Files.isDirectory(models)) {
            throw new IllegalArgumentException(
                    "%s is no model repository: expected a directory with <name>/<version>/model.onnx; set %s, or use ForebayExtension.withModels"
                            .formatted(models, ForebayExtension.MODELS));
        }
        try {
            Path home = Files.createTempDirectory("forebay");
            return new RunningForebay(
                    home,
                    Standalone.start(
                            StandaloneConfig.of(home, 0, models, ""),
                            new Stages(new PrintStream(System.out, true, StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for Forebay's data", e);
        }
    }

    /** Where HTTP is served. */
    public URI uri() {
        return uri;
    }

    /** Of the one tenant, which may do everything. */
    public String apiKey() {
        return apiKey;
    }

    /** Of the broker, for producers that write to the topics themselves. */
    public String bootstrapServers() {
        return standalone.bootstrapServers();
    }

    /** One that is closed with the run. */
    public ForebayClient client() {
        return client;
    }

    Path home() {
        return home;
    }

    @Override
    public void close() {
        client.close();
        standalone.close();
        remove(home);
    }

    private static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove Forebay's data in " + directory, e);
        }
    }
}
