package io.forebay.loadtests.model;

import static io.forebay.loadtests.model.BenchModels.INPUT;
import static io.forebay.loadtests.model.BenchModels.NOOP_BYTES;
import static io.forebay.loadtests.model.BenchModels.OUTPUT;

import io.forebay.loadtests.onnx.Initializer;
import io.forebay.loadtests.onnx.OnnxModelBuilder;
import io.forebay.schemas.tensor.Datatype;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies of {@code noop} under any name, and its like for larger inputs: UINT8 {@code [N,bytes]} to
 * 64 bytes of it, from the first on and equally far apart. Their jobs may wait for a day.
 */
public final class GrowthModels {

    private GrowthModels() {}

    /**
     * Writes {@code <repository>/<name>/1/model.onnx} and {@code model.yaml}.
     *
     * @param bytes of an input: a multiple of 64
     * @param maxBatch most rows of a run
     * @throws UncheckedIOException when a file cannot be written
     */
    public static void write(Path repository, String name, int bytes, int maxBatch) {
        Path folder = repository.resolve(name).resolve("1");
        try {
            Files.createDirectories(folder);
            Files.write(
                    folder.resolve("model.onnx"),
                    bytes == NOOP_BYTES ? BenchModels.noop() : some(bytes));
            Files.writeString(
                    folder.resolve("model.yaml"),
                    """
                    name: %s
                    version: "1"
                    batching: { max-batch-size: %d }
                    limits: { queue-timeout: 24h }
                    """
                            .formatted(name, maxBatch));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model " + folder, e);
        }
    }

    static byte[] some(int bytes) {
        long[] one = {1};
        return OnnxModelBuilder.named("some")
                .input(INPUT, Datatype.UINT8, "N", bytes)
                .output(OUTPUT, Datatype.UINT8, "N", NOOP_BYTES)
                .initializer(Initializer.longs("first", one, 0))
                .initializer(Initializer.longs("end", one, bytes))
                .initializer(Initializer.longs("axis", one, 1))
                .initializer(Initializer.longs("apart", one, bytes / NOOP_BYTES))
                .node("Slice", List.of(INPUT, "first", "end", "axis", "apart"), List.of(OUTPUT))
                .build();
    }
}
