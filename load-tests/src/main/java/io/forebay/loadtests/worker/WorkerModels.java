package io.forebay.loadtests.worker;

import io.forebay.loadtests.model.BenchModels;
import io.forebay.loadtests.onnx.Attribute;
import io.forebay.loadtests.onnx.Initializer;
import io.forebay.loadtests.onnx.OnnxModelBuilder;
import io.forebay.schemas.tensor.Datatype;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Models that ask different things of a worker. */
final class WorkerModels {

    static final String MLP = "mlp";
    static final String LARGE = "large";

    /** Rows that a run may have, so that no batch asked for is cut. */
    private static final int MAX_BATCH = 256;

    private static final int[] WIDTHS = {1024, 2048, 2048, 10};

    private WorkerModels() {}

    /** Writes {@code noop}, {@code conv}, {@code mlp} and {@code large} to a model repository. */
    static void write(Path repository) {
        BenchModels.write(repository);
        write(repository, MLP, mlp(new Random(1)));
        write(repository, LARGE, large(new Random(2)));
    }

    /**
     * Bound by its weights, 25 MB: FP32 {@code [N,1024] -> [N,10]} over two layers of 2048, so that
     * a row more costs much less than a run more.
     */
    static byte[] mlp(RandomGenerator random) {
        OnnxModelBuilder model =
                OnnxModelBuilder.named(MLP)
                        .input(BenchModels.INPUT, Datatype.FP32, "N", WIDTHS[0])
                        .output(BenchModels.OUTPUT, Datatype.FP32, "N", WIDTHS[WIDTHS.length - 1]);
        String from = BenchModels.INPUT;
        for (int layer = 1; layer < WIDTHS.length; layer++) {
            boolean last = layer == WIDTHS.length - 1;
            String sum = last ? BenchModels.OUTPUT : "sum" + layer;
            int in = WIDTHS[layer - 1];
            model.initializer(
                            Initializer.random(
                                    "w" + layer, random, Math.sqrt(2.0 / in), in, WIDTHS[layer]))
                    .initializer(Initializer.random("b" + layer, random, 0.01, WIDTHS[layer]))
                    .node("Gemm", List.of(from, "w" + layer, "b" + layer), List.of(sum));
            if (!last) {
                from = "relu" + layer;
                model.node("Relu", List.of(sum), List.of(from));
            }
        }
        return model.build();
    }

    /** Bound by its input, 3 MiB a row: FP32 {@code [N,3,512,512] -> [N,8]}. */
    static byte[] large(RandomGenerator random) {
        return OnnxModelBuilder.named(LARGE)
                .input(BenchModels.INPUT, Datatype.FP32, "N", 3, 512, 512)
                .output(BenchModels.OUTPUT, Datatype.FP32, "N", 8)
                .initializer(Initializer.random("w", random, 0.05, 8, 3, 8, 8))
                .node(
                        "Conv",
                        List.of(BenchModels.INPUT, "w"),
                        List.of("maps"),
                        Attribute.integers("kernel_shape", 8, 8),
                        Attribute.integers("strides", 8, 8))
                .node("GlobalAveragePool", List.of("maps"), List.of("means"))
                .node("Flatten", List.of("means"), List.of(BenchModels.OUTPUT))
                .build();
    }

    private static void write(Path repository, String name, byte[] onnx) {
        Path folder = repository.resolve(name).resolve("1");
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("model.onnx"), onnx);
            Files.writeString(
                    folder.resolve("model.yaml"),
                    "name: %s\nversion: \"1\"\nbatching: { max-batch-size: %d }\n"
                            .formatted(name, MAX_BATCH));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model " + folder, e);
        }
    }
}
