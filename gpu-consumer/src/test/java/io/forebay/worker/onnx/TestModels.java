package io.forebay.worker.onnx;

import io.forebay.schemas.model.Model;
import io.forebay.worker.SharedFolder;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.EngineLoader;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.ModelPublisher;
import io.forebay.worker.model.ModelRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.MockProducer;

/** Loads models that tests make, or that the shared folder has, as a worker would. */
public final class TestModels {

    static final OnnxRuntime RUNTIME = OnnxRuntime.start(OnnxConfig.DEFAULT);

    private TestModels() {}

    /** One of the shared folder's, with this test's manifest for it. */
    static OnnxEngine shared(Path temporary, String name) {
        Path from = SharedFolder.need("models/" + name);
        try {
            Path to = Files.createDirectories(temporary.resolve(name).resolve("1"));
            Files.copy(from.resolve("model.onnx"), to.resolve("model.onnx"));
            Path labels = from.resolve("labels.txt");
            if (Files.exists(labels)) {
                Files.copy(labels, to.resolve("labels.txt"));
            }
            Files.copy(
                    Path.of("src/test/resources/manifests", name + ".yaml"),
                    to.resolve("model.yaml"));
            return load(files(temporary, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A made-up one, called {@code made-up}. */
    static OnnxEngine made(Path temporary, byte[] model, String manifest) {
        return load(write(temporary, model, manifest));
    }

    public static ModelFiles write(Path temporary, byte[] model, String manifest) {
        try {
            Path to = Files.createDirectories(temporary.resolve("made-up/1"));
            Files.write(to.resolve("model.onnx"), model);
            Files.writeString(
                    to.resolve("model.yaml"), "name: made-up\nversion: \"1\"\n" + manifest);
            return files(temporary, "made-up");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OnnxEngine load(ModelFiles files) {
        return (OnnxEngine) load(RUNTIME, files);
    }

    /** As a worker would that applies it and serves it. */
    public static Engine load(EngineLoader loader, ModelFiles files) {
        ModelPublisher publisher =
                new ModelPublisher(
                        loader,
                        new NoModels(),
                        topics -> {},
                        new MockProducer<>(),
                        InstantSource.fixed(Instant.EPOCH));
        return loader.load(files, Model.of(publisher.record(files)));
    }

    private static ModelFiles files(Path root, String name) {
        return new ModelRepository(root).find(name, "1").orElseThrow();
    }
}
