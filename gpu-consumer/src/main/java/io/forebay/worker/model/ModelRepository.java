package io.forebay.worker.model;

import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.model.ModelDigest;
import io.forebay.schemas.model.ModelManifest;
import io.forebay.schemas.model.Postprocess;
import io.forebay.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A directory of models: {@code <name>/<version>/} with {@code model.onnx}, {@code model.yaml} and,
 * where the model has classes, {@code labels.txt}. Reads the disk at every call; safe for use by
 * several threads.
 */
public final class ModelRepository implements ModelSource {

    private final Path root;

    public ModelRepository(Path root) {
        this.root = root;
    }

    @Override
    public List<ModelFiles> all(Predicate<String> wanted) {
        List<ModelFiles> models = new ArrayList<>();
        for (Path name : directories(root)) {
            if (!wanted.test(String.valueOf(name.getFileName()))) {
                continue;
            }
            for (Path version : directories(name)) {
                models.add(read(version));
            }
        }
        return List.copyOf(models);
    }

    @Override
    public Optional<ModelFiles> find(String name, String version) {
        if (!Topics.isModelName(name) || !Topics.isModelName(version)) {
            return Optional.empty();
        }
        Path directory = root.resolve(name).resolve(version);
        return Files.isDirectory(directory) ? Optional.of(read(directory)) : Optional.empty();
    }

    @Override
    public String where() {
        return root.toString();
    }

    private static List<Path> directories(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory)
                    .filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UnusableModelException("cannot list the model repository " + parent, e);
        }
    }

    private static ModelFiles read(Path directory) {
        try {
            byte[] yaml = Files.readAllBytes(existing(directory, ModelFiles.MANIFEST));
            String text = new String(yaml, StandardCharsets.UTF_8);
            ModelManifest manifest =
                    ModelManifest.parse(text, directory.resolve(ModelFiles.MANIFEST).toString());
            requireName(directory, manifest);
            byte[] labels = labels(directory, manifest);
            Path model = existing(directory, ModelFiles.MODEL);
            return new ModelFiles(
                    directory,
                    manifest,
                    text,
                    new String(labels, StandardCharsets.UTF_8).lines().toList(),
                    ModelDigest.of(model, yaml, labels));
        } catch (ConfigException e) {
            throw new UnusableModelException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UnusableModelException(
                    "cannot read the model in %s: %s".formatted(directory, e.getMessage()), e);
        }
    }

    private static void requireName(Path directory, ModelManifest manifest) {
        Path expected = Path.of(manifest.name(), manifest.version());
        if (!directory.endsWith(expected)) {
            throw new UnusableModelException(
                    "%s: model.yaml is of %s, so it must be in a directory %s"
                            .formatted(directory, expected, expected));
        }
    }

    private static byte[] labels(Path directory, ModelManifest manifest) throws IOException {
        Optional<String> stated =
                manifest.postprocess().map(Postprocess::labels).filter(name -> !name.isBlank());
        if (stated.isPresent()) {
            return Files.readAllBytes(existing(directory, stated.get()));
        }
        Path usual = directory.resolve(ModelFiles.LABELS);
        return Files.isRegularFile(usual) ? Files.readAllBytes(usual) : new byte[0];
    }

    private static Path existing(Path directory, String name) {
        Path file = directory.resolve(name).normalize();
        if (!directory.normalize().equals(file.getParent())) {
            throw new UnusableModelException(
                    "%s: '%s' must be a file of the same directory".formatted(directory, name));
        }
        if (!Files.isRegularFile(file)) {
            throw new UnusableModelException("%s: there is no %s".formatted(directory, name));
        }
        return file;
    }
}
