package io.forebay.worker.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a repository for a test. */
record ModelFolder(Path root) {

    static final String MANIFEST = "name: cats\nversion: \"2\"\n";

    /** {@code cats/2} with this manifest. */
    ModelFolder cats(String manifest) {
        return file("cats/2/model.onnx", "weights")
                .file("cats/2/model.yaml", manifest)
                .file("cats/2/labels.txt", "cat\nno cat\n");
    }

    ModelFolder file(String name, String content) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ModelFiles read() {
        return new ModelRepository(root).find("cats", "2").orElseThrow();
    }
}
