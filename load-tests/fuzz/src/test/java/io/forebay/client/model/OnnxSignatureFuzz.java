package io.forebay.client.model;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an ONNX file takes and gives, read from its bytes. */
final class OnnxSignatureFuzz {

    private static final Path MODEL = file();

    @FuzzTest
    void signature(byte[] bytes) throws IOException {
        Files.write(MODEL, bytes);
        try {
            OnnxSignature signature = OnnxSignature.read(MODEL);
            holds(!signature.inputs().isEmpty(), "no inputs");
            holds(!signature.outputs().isEmpty(), "no outputs");
        } catch (ModelFilesException e) {
            // It is none.
        }
    }

    private static Path file() {
        try {
            return Files.createTempFile("forebay-fuzz", ".onnx");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
