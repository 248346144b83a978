package io.forebay.loadtests.model;

import io.forebay.loadtests.onnx.Initializer;
import io.forebay.loadtests.onnx.OnnxModelBuilder;
import io.forebay.schemas.tensor.Datatype;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The models of the fault campaign. {@code echo} gives back UINT8 {@code [N,64]} and remembers it;
 * {@code again} does the same, remembers nothing, and lingers in batches, so that its flights are
 * long in the air; {@code fragile} refuses some inputs and dies natively of others.
 */
public final class TortureModels {

    public static final String ECHO = "echo";
    public static final String AGAIN = "again";
    public static final String FRAGILE = "fragile";

    /** Indices that {@link #FRAGILE} has values for: below it. Others it refuses. */
    public static final int TABLE = 8;

    private TortureModels() {}

    /**
     * Writes {@code <repository>/<model>/1/model.onnx} and {@code model.yaml} of each.
     *
     * @param kept how long results of {@link #ECHO} are remembered
     * @throws UncheckedIOException when a file cannot be written
     */
    public static void write(Path repository, Duration kept) {
        write(
                repository,
                ECHO,
                BenchModels.noop(),
                "{ max-batch-size: 32 }",
                kept.toSeconds() + "s");
        write(
                repository,
                AGAIN,
                BenchModels.noop(),
                "{ max-batch-size: 32, max-queue-delay: 200ms }",
                "0s");
        write(repository, FRAGILE, fragile(), "{ max-batch-size: 8, max-queue-delay: 50ms }", "0s");
    }

    /**
     * The remainder of {@code x} by {@code by}, and a value from a table: nothing guards the one
     * division that the processor refuses (-2147483648 by -1), and indices outside are an error.
     */
    private static byte[] fragile() {
        return OnnxModelBuilder.named(FRAGILE)
                .input("x", Datatype.INT32, "N", 1)
                .input("by", Datatype.INT32, "N", 1)
                .input("index", Datatype.INT64, "N", 1)
                .output("remainder", Datatype.INT32, "N", 1)
                .output("value", Datatype.FP32, "N", 1)
                .initializer(Initializer.floats("table", new long[] {TABLE}, new float[TABLE]))
                .node("Mod", List.of("x", "by"), List.of("remainder"))
                .node("Gather", List.of("table", "index"), List.of("value"))
                .build();
    }

    private static void write(
            Path repository, String name, byte[] onnx, String batching, String ttl) {
        Path folder = repository.resolve(name).resolve("1");
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("model.onnx"), onnx);
            Files.writeString(
                    folder.resolve("model.yaml"),
                    """
                    name: %s
                    version: "1"
                    batching: %s
                    cache: { ttl: %s }
                    """
                            .formatted(name, batching, ttl));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model " + folder, e);
        }
    }
}
