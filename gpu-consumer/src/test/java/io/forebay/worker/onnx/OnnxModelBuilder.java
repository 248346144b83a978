package io.forebay.worker.onnx;

import com.google.protobuf.CodedOutputStream;
import io.forebay.schemas.tensor.Datatype;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Writes small ONNX models, for tests and benchmarks: {@code new OnnxModelBuilder().input("x",
 * FP32, "N", 4).node("Relu", "x", "y").output("y", FP32, "N", 4).build()}. Ready-made ones are
 * static methods. A dimension is a number or a name for one of any size. Field numbers are those of
 * onnx.proto3.
 */
public final class OnnxModelBuilder {

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    private final ByteArrayOutputStream nodes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream constants = new ByteArrayOutputStream();
    private final ByteArrayOutputStream inputs = new ByteArrayOutputStream();
    private final ByteArrayOutputStream outputs = new ByteArrayOutputStream();

    /** Gives back what it takes: 64 bytes a row, {@code x} to {@code y}, UINT8 [N,64]. */
    public static byte[] noOp() {
        return identity(Datatype.UINT8, "N", 64);
    }

    /** Gives back what it takes, {@code x} to {@code y}. */
    public static byte[] identity(Datatype datatype, Object... dimensions) {
        return new OnnxModelBuilder()
                .input("x", datatype, dimensions)
                .node("Identity", "x", "y")
                .output("y", datatype, dimensions)
                .build();
    }

    /** {@code x} plus {@code shift}, as {@code y}: FP32 [N,4], and one FP32 [4] for all rows. */
    public static byte[] shiftedBy() {
        return new OnnxModelBuilder()
                .input("x", Datatype.FP32, "N", 4)
                .input("shift", Datatype.FP32, 4)
                .node("Add", List.of("x", "shift"), List.of("y"), Map.of())
                .output("y", Datatype.FP32, "N", 4)
                .build();
    }

    /**
     * A picture classifier with made-up weights, about 1 ms of one core a row: {@code image} FP32
     * [N,3,64,64] to {@code scores} FP32 [N,10].
     */
    public static byte[] convNet(RandomGenerator random) {
        OnnxModelBuilder builder = new OnnxModelBuilder();
        builder.input("image", Datatype.FP32, "N", 3, 64, 64);
        String last = "image";
        int[] channels = {3, 24, 48, 96, 96};
        for (int layer = 1; layer < channels.length; layer++) {
            int from = channels[layer - 1];
            int to = channels[layer];
            int stride = layer == 1 ? 1 : 2;
            builder.weights("w" + layer, random, Math.sqrt(2.0 / (9 * from)), to, from, 3, 3);
            builder.node(
                    "Conv",
                    List.of(last, "w" + layer),
                    List.of("c" + layer),
                    Map.of(
                            "pads",
                            new long[] {1, 1, 1, 1},
                            "strides",
                            new long[] {stride, stride}));
            builder.node("Relu", "c" + layer, "r" + layer);
            last = "r" + layer;
        }
        builder.weights("w", random, 0.1, 96, 10);
        return builder.node("GlobalAveragePool", last, "pooled")
                .node("Flatten", "pooled", "flat")
                .node("MatMul", List.of("flat", "w"), List.of("scores"), Map.of())
                .output("scores", Datatype.FP32, "N", 10)
                .build();
    }

    /** Never ends: adds {@code x} to itself in a loop without a condition. FP32 [N,1]. */
    public static byte[] endless() {
        byte[] body =
                new OnnxModelBuilder()
                        .input("step", Datatype.INT64)
                        .input("before", Datatype.BOOL)
                        .input("sum", Datatype.FP32, "N", 1)
                        .node("Identity", "before", "after")
                        .node("Add", List.of("sum", "x"), List.of("more"), Map.of())
                        .output("after", Datatype.BOOL)
                        .output("more", Datatype.FP32, "N", 1)
                        .graph("body");
        return new OnnxModelBuilder()
                .input("x", Datatype.FP32, "N", 1)
                .constant("true", Datatype.BOOL, new long[0], new byte[] {1})
                .node("Loop", List.of("", "true", "x"), List.of("y"), Map.of("body", body))
                .output("y", Datatype.FP32, "N", 1)
                .build();
    }

    public OnnxModelBuilder input(String name, Datatype datatype, Object... dimensions) {
        message(inputs, 11, valueInfo(name, datatype, dimensions));
        return this;
    }

    /**
     * @param dimensions as declared: nothing holds the model to them
     */
    public OnnxModelBuilder output(String name, Datatype datatype, Object... dimensions) {
        message(outputs, 12, valueInfo(name, datatype, dimensions));
        return this;
    }

    /** An output that is no tensor: a sequence of maps to FP32. */
    public OnnxModelBuilder outputOfMaps(String name, Datatype key) {
        byte[] map =
                bytes(out -> {
                    out.writeInt32(1, code(key));
                    out.writeByteArray(2, tensorType(Datatype.FP32));
                });
        return outputOf(name, sequenceOf(bytes(type -> type.writeByteArray(5, map))));
    }

    /** An output that is no tensor: a sequence of tensors. */
    public OnnxModelBuilder outputOfTensors(String name, Datatype element) {
        return outputOf(name, sequenceOf(tensorType(element)));
    }

    private OnnxModelBuilder outputOf(String name, byte[] type) {
        message(
                outputs,
                12,
                bytes(out -> {
                    out.writeString(1, name);
                    out.writeByteArray(2, type);
                }));
        return this;
    }

    private static byte[] sequenceOf(byte[] element) {
        byte[] sequence = bytes(out -> out.writeByteArray(1, element));
        return bytes(out -> out.writeByteArray(4, sequence));
    }

    private static byte[] tensorType(Datatype datatype) {
        return bytes(type -> type.writeByteArray(1, elem(datatype)));
    }

    public OnnxModelBuilder node(String operator, String input, String output) {
        return node(operator, List.of(input), List.of(output), Map.of());
    }

    /** An operator of the ONNX domain; see {@link #node(String, String, List, List, Map)}. */
    public OnnxModelBuilder node(
            String operator,
            List<String> takes,
            List<String> gives,
            Map<String, Object> attributes) {
        return node("", operator, takes, gives, attributes);
    }

    /**
     * @param domain {@code ""} or {@code "ai.onnx.ml"}
     * @param attributes each a Long, a {@code long[]}, a {@code String[]}, or a {@code byte[]} that
     *     {@link #graph} made
     */
    public OnnxModelBuilder node(
            String domain,
            String operator,
            List<String> takes,
            List<String> gives,
            Map<String, Object> attributes) {
        message(
                nodes,
                1,
                bytes(out -> {
                    for (String name : takes) {
                        out.writeString(1, name);
                    }
                    for (String name : gives) {
                        out.writeString(2, name);
                    }
                    out.writeString(4, operator);
                    for (var attribute : attributes.entrySet()) {
                        out.writeByteArray(5, attribute(attribute.getKey(), attribute.getValue()));
                    }
                    out.writeString(7, domain);
                }));
        return this;
    }

    /** A tensor within the model; {@code data} is little-endian. */
    public OnnxModelBuilder constant(String name, Datatype datatype, long[] shape, byte[] data) {
        message(
                constants,
                5,
                bytes(out -> {
                    for (long dimension : shape) {
                        out.writeInt64(1, dimension);
                    }
                    out.writeInt32(2, code(datatype));
                    out.writeString(8, name);
                    out.writeByteArray(9, data);
                }));
        return this;
    }

    /** Strings within the model: a tensor of one dimension. */
    public OnnxModelBuilder strings(String name, String... texts) {
        message(
                constants,
                5,
                bytes(out -> {
                    out.writeInt64(1, texts.length);
                    out.writeInt32(2, code(Datatype.BYTES));
                    for (String text : texts) {
                        out.writeString(6, text);
                    }
                    out.writeString(8, name);
                }));
        return this;
    }

    /** Weights that lie in another file; {@code location} is whatever the model says. */
    public OnnxModelBuilder external(
            String name, Datatype datatype, long[] shape, String location) {
        message(
                constants,
                5,
                bytes(out -> {
                    for (long dimension : shape) {
                        out.writeInt64(1, dimension);
                    }
                    out.writeInt32(2, code(datatype));
                    out.writeString(8, name);
                    out.writeByteArray(
                            13,
                            bytes(entry -> {
                                entry.writeString(1, "location");
                                entry.writeString(2, location);
                            }));
                    out.writeInt32(14, 1);
                }));
        return this;
    }

    /** FP32 weights with this deviation. */
    public OnnxModelBuilder weights(
            String name, RandomGenerator random, double deviation, long... shape) {
        long count = 1;
        for (long dimension : shape) {
            count *= dimension;
        }
        ByteBuffer data =
                ByteBuffer.allocate((int) count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (data.hasRemaining()) {
            data.putFloat((float) (random.nextGaussian() * deviation));
        }
        return constant(name, Datatype.FP32, shape, data.array());
    }

    /** The model file. */
    public byte[] build() {
        return bytes(out -> {
            out.writeInt64(1, IR_VERSION);
            out.writeByteArray(7, graph("made-up"));
            out.writeByteArray(8, bytes(opset -> opset.writeInt64(2, OPSET)));
            out.writeByteArray(
                    8,
                    bytes(opset -> {
                        opset.writeString(1, "ai.onnx.ml");
                        opset.writeInt64(2, 3);
                    }));
        });
    }

    /** The graph alone, for use as the body of a loop. */
    public byte[] graph(String name) {
        return bytes(out -> {
            out.writeRawBytes(nodes.toByteArray());
            out.writeString(2, name);
            out.writeRawBytes(constants.toByteArray());
            out.writeRawBytes(inputs.toByteArray());
            out.writeRawBytes(outputs.toByteArray());
        });
    }

    private static byte[] attribute(String name, Object value) {
        return bytes(out -> {
            out.writeString(1, name);
            switch (value) {
                case Long number -> {
                    out.writeInt64(3, number);
                    out.writeInt32(20, 2);
                }
                case byte[] graph -> {
                    out.writeByteArray(6, graph);
                    out.writeInt32(20, 5);
                }
                case long[] numbers -> {
                    for (long number : numbers) {
                        out.writeInt64(8, number);
                    }
                    out.writeInt32(20, 7);
                }
                case String[] texts -> {
                    for (String text : texts) {
                        out.writeString(9, text);
                    }
                    out.writeInt32(20, 8);
                }
                default -> throw new IllegalArgumentException("attribute " + name + ": " + value);
            }
        });
    }

    private static byte[] valueInfo(String name, Datatype datatype, Object... dimensions) {
        byte[] shape =
                bytes(out -> {
                    for (Object dimension : dimensions) {
                        out.writeByteArray(1, dimension(dimension));
                    }
                });
        byte[] tensor =
                bytes(out -> {
                    out.writeInt32(1, code(datatype));
                    out.writeByteArray(2, shape);
                });
        return bytes(out -> {
            out.writeString(1, name);
            out.writeByteArray(2, bytes(type -> type.writeByteArray(1, tensor)));
        });
    }

    private static byte[] elem(Datatype datatype) {
        return bytes(out -> {
            out.writeInt32(1, code(datatype));
            out.writeByteArray(2, new byte[0]);
        });
    }

    private static byte[] dimension(Object dimension) {
        return bytes(out -> {
            if (dimension instanceof Number number) {
                out.writeInt64(1, number.longValue());
            } else {
                out.writeString(2, dimension.toString());
            }
        });
    }

    /** ONNX's own number of a type. */
    static int code(Datatype datatype) {
        return switch (datatype) {
            case FP32 -> 1;
            case UINT8 -> 2;
            case INT8 -> 3;
            case UINT16 -> 4;
            case INT16 -> 5;
            case INT32 -> 6;
            case INT64 -> 7;
            case BYTES -> 8;
            case BOOL -> 9;
            case FP16 -> 10;
            case FP64 -> 11;
            case UINT32 -> 12;
            case UINT64 -> 13;
            case BF16 -> 16;
        };
    }

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    private static void message(ByteArrayOutputStream into, int field, byte[] message) {
        into.writeBytes(bytes(out -> out.writeByteArray(field, message)));
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writing.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
