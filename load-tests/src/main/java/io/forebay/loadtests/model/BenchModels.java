package io.forebay.loadtests.model;

import io.forebay.loadtests.onnx.Attribute;
import io.forebay.loadtests.onnx.Initializer;
import io.forebay.loadtests.onnx.OnnxModelBuilder;
import io.forebay.schemas.tensor.Datatype;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The models of the benchmark: {@code noop} gives back UINT8 {@code [N,64]}, so that it measures
 * everything but inference; {@code conv} is {@link ConvNet}, about a millisecond of one core.
 */
public final class BenchModels {

    public static final String NOOP = "noop";
    public static final String CONV = "conv";
    public static final String INPUT = "input";
    public static final String OUTPUT = "output";
    public static final int NOOP_BYTES = 64;

    /** Most rows of a run of {@link #NOOP}. */
    public static final int NOOP_BATCH = 64;

    /** Most rows of a run of {@link #CONV}. */
    public static final int CONV_BATCH = 8;

    private BenchModels() {}

    /**
     * Writes {@code <repository>/<model>/1/model.onnx} and {@code model.yaml} of both, over older
     * ones.
     *
     * @return the two version folders
     * @throws UncheckedIOException when a file cannot be written
     */
    public static List<Path> write(Path repository) {
        return List.of(
                write(repository, NOOP, "Gives back 64 bytes.", NOOP_BATCH, noop()),
                write(
                        repository,
                        CONV,
                        "A small convolutional net.",
                        CONV_BATCH,
                        conv(ConvNet.create())));
    }

    static byte[] noop() {
        return OnnxModelBuilder.named(NOOP)
                .input(INPUT, Datatype.UINT8, "N", NOOP_BYTES)
                .output(OUTPUT, Datatype.UINT8, "N", NOOP_BYTES)
                .node("Identity", List.of(INPUT), List.of(OUTPUT))
                .build();
    }

    static byte[] conv(ConvNet net) {
        OnnxModelBuilder model =
                OnnxModelBuilder.named(CONV)
                        .input(
                                INPUT,
                                Datatype.FP32,
                                "N",
                                ConvNet.CHANNELS,
                                ConvNet.SIZE,
                                ConvNet.SIZE)
                        .output(OUTPUT, Datatype.FP32, "N", ConvNet.CLASSES);
        layer(model, "first", INPUT, net.first());
        layer(model, "second", "first", net.second());
        layer(model, "third", "second", net.third());
        long features = net.third().out();
        return model.node("GlobalAveragePool", List.of("third"), List.of("means"))
                .node("Flatten", List.of("means"), List.of("features"))
                .initializer(
                        Initializer.floats(
                                "head", new long[] {ConvNet.CLASSES, features}, net.head()))
                .initializer(
                        Initializer.floats(
                                "head_bias", new long[] {ConvNet.CLASSES}, net.headBias()))
                .node(
                        "Gemm",
                        List.of("features", "head", "head_bias"),
                        List.of(OUTPUT),
                        Attribute.integer("transB", 1))
                .build();
    }

    private static void layer(OnnxModelBuilder model, String name, String input, ConvLayer layer) {
        long[] shape = {layer.out(), layer.in(), ConvLayer.KERNEL, ConvLayer.KERNEL};
        model.initializer(Initializer.floats(name + "_weights", shape, layer.weights()))
                .initializer(
                        Initializer.floats(name + "_bias", new long[] {layer.out()}, layer.bias()))
                .node(
                        "Conv",
                        List.of(input, name + "_weights", name + "_bias"),
                        List.of(name + "_sum"),
                        Attribute.integers("kernel_shape", ConvLayer.KERNEL, ConvLayer.KERNEL),
                        Attribute.integers("strides", layer.stride(), layer.stride()),
                        Attribute.integers("pads", 1, 1, 1, 1))
                .node("Relu", List.of(name + "_sum"), List.of(name));
    }

    private static Path write(
            Path repository, String name, String description, int maxBatchSize, byte[] onnx) {
        Path folder = repository.resolve(name).resolve("1");
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("model.onnx"), onnx);
            Files.writeString(
                    folder.resolve("model.yaml"), manifest(name, description, maxBatchSize));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model " + folder, e);
        }
    }

    private static String manifest(String name, String description, int maxBatchSize) {
        return """
        name: %s
        version: "1"
        description: %s
        inputs:
          input: { batch-axis: 0 }
        outputs:
          output: { batch-axis: 0 }
        batching: { max-batch-size: %d }
        """
                .formatted(name, description, maxBatchSize);
    }
}
