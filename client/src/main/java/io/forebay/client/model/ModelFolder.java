package io.forebay.client.model;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.model.ModelDigest;
import io.forebay.schemas.model.ModelManifest;
import io.forebay.schemas.model.Postprocess;
import io.forebay.schemas.model.TensorSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One version of a model as it lies in a folder: {@code model.onnx}, {@code model.yaml} and, where
 * there are classes, {@code labels.txt}.
 *
 * @param digest over all three, as the workers take it
 */
public record ModelFolder(
        ModelManifest manifest,
        String manifestText,
        List<String> labels,
        ByteString digest,
        List<TensorSignature> inputs,
        List<TensorSignature> outputs) {

    private static final String MANIFEST = "model.yaml";
    private static final int LEVELS = 3;

    public ModelFolder {
        labels = List.copyOf(labels);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * Every model in a folder: the one that it is, or those of the repository that it is.
     *
     * @throws ModelFilesException when there is none, or one cannot be read
     */
    public static List<ModelFolder> in(Path folder) {
        List<ModelFolder> models = new ArrayList<>();
        try (Stream<Path> files =
                Files.find(folder, LEVELS, (file, is) -> file.endsWith(MANIFEST))) {
            for (Path manifest : files.sorted().toList()) {
                models.add(read(manifest));
            }
        } catch (IOException e) {
            throw new ModelFilesException("cannot look into " + folder + ": " + e.getMessage(), e);
        }
        if (models.isEmpty()) {
            throw new ModelFilesException(
                    "there is no model.yaml in %s, nor in <name>/<version> below it"
                            .formatted(folder));
        }
        return List.copyOf(models);
    }

    private static ModelFolder read(Path file) {
        // Where there is a file there is a folder that it is in.
        Path folder = requireNonNull(file.toAbsolutePath().normalize().getParent());
        try {
            byte[] yaml = Files.readAllBytes(file);
            String text = new String(yaml, StandardCharsets.UTF_8);
            ModelManifest manifest = ModelManifest.parse(text, file.toString());
            byte[] labels = labels(folder, manifest);
            Path onnx = folder.resolve("model.onnx");
            OnnxSignature signature = OnnxSignature.read(onnx);
            return new ModelFolder(
                    manifest,
                    text,
                    new String(labels, StandardCharsets.UTF_8).lines().toList(),
                    ModelDigest.of(onnx, yaml, labels),
                    signature.inputs(),
                    signature.outputs());
        } catch (ConfigException e) {
            throw new ModelFilesException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new ModelFilesException("cannot read the model in " + folder + ": " + e, e);
        }
    }

    private static byte[] labels(Path folder, ModelManifest manifest) throws IOException {
        Optional<String> stated =
                manifest.postprocess().map(Postprocess::labels).filter(name -> !name.isBlank());
        Path file = folder.resolve(stated.orElse("labels.txt"));
        return stated.isPresent() || Files.isRegularFile(file)
                ? Files.readAllBytes(file)
                : new byte[0];
    }
}
