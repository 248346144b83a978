package io.forebay.standalone;

import io.forebay.client.ClientConfig;
import io.forebay.client.ForebayClient;
import io.forebay.client.model.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Forebay that is told of models whose files its worker does not have until they are brought:
 * their jobs wait for as long as a test wants. The model {@code digits} is served.
 */
record HeldModels(Standalone standalone, Path served, Path held) implements AutoCloseable {

    private static final String DIGITS = "digits";
    private static final Path FILES = Path.of("1");

    static HeldModels start() {
        Path directory = RunningForebay.freshHome();
        Path served = directory.resolve("served");
        copy(DIGITS, served);
        Standalone standalone = RunningForebay.start(directory.resolve("home"), served);
        return new HeldModels(standalone, served, directory.resolve("held"));
    }

    Api api() {
        return RunningForebay.api(standalone);
    }

    /** Applies one that answers as {@code digits} does, once its files are there. */
    String hold(String name) {
        copy(name, held);
        try (ForebayClient client =
                ForebayClient.of(ClientConfig.of(standalone.uri(), standalone.apiKey()))) {
            List<ModelFolder> models = ModelFolder.in(held.resolve(name));
            models.forEach(client::apply);
        }
        return name;
    }

    /** Its jobs run from now on; the worker looks again within ten seconds. */
    void bring(String name) {
        try {
            Files.move(held.resolve(name), served.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        standalone.close();
    }

    private static void copy(String name, Path repository) {
        Path from = RunningForebay.MODELS.resolve(DIGITS).resolve(FILES);
        try (Stream<Path> files = Files.list(from)) {
            Path to = Files.createDirectories(repository.resolve(name).resolve(FILES));
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            Path manifest = to.resolve("model.yaml");
            Files.writeString(
                    manifest,
                    Files.readString(manifest).replace("name: " + DIGITS, "name: " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
