package io.forebay.schemas.model;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The weights that an ONNX file names: files of its directory, or none. */
final class ExternalDataFuzz {

    private static final Path DIRECTORY = directory();
    private static final Path MODEL = DIRECTORY.resolve("model.onnx");

    @FuzzTest
    void externalData(byte[] bytes) throws IOException {
        Files.write(MODEL, bytes);
        try {
            for (Path file : ExternalData.of(MODEL).values()) {
                holds(file.toRealPath().startsWith(DIRECTORY.toRealPath()), file + " is elsewhere");
            }
        } catch (IOException e) {
            // No model, or one that names what is no file of its directory.
        }
    }

    private static Path directory() {
        try {
            Path outside = Files.createTempDirectory("forebay-fuzz");
            Files.writeString(outside.resolve("secret"), "not yours");
            Path models = Files.createDirectory(outside.resolve("models"));
            Files.writeString(models.resolve("w"), "weights");
            Files.createSymbolicLink(models.resolve("s"), outside.resolve("secret"));
            return models;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
