package io.forebay.worker.model;

import com.google.protobuf.ByteString;
import io.forebay.schemas.model.ModelManifest;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of one version of a model, as they were read.
 *
 * @param directory where they are
 * @param manifestText {@code model.yaml} as it is, for the models topic
 * @param labels class names by index; empty when there are none
 * @param digest SHA-256 over the model file, its manifest and its labels
 */
public record ModelFiles(
        Path directory,
        ModelManifest manifest,
        String manifestText,
        List<String> labels,
        ByteString digest) {

    static final String MODEL = "model.onnx";
    static final String MANIFEST = "model.yaml";
    static final String LABELS = "labels.txt";

    public ModelFiles {
        labels = List.copyOf(labels);
    }

    /** The ONNX file. */
    public Path modelFile() {
        return directory.resolve(MODEL);
    }

    /** {@code <name>/<version>}, as logs and errors call it. */
    public String title() {
        return manifest.name() + "/" + manifest.version();
    }
}
