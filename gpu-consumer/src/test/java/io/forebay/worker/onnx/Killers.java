package io.forebay.worker.onnx;

import io.forebay.schemas.tensor.Datatype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Models that an input can make crash or hang in native code. */
public final class Killers {

    private static final long MARGIN = 350;

    private Killers() {}

    /**
     * The remainder of {@code x} by {@code by}, both INT32 [N,1], as {@code y}. Nothing guards the
     * one case that the processor refuses: -2147483648 by -1 raises SIGFPE (ONNX Runtime 1.29,
     * x86-64).
     */
    public static byte[] crashing() {
        return new OnnxModelBuilder()
                .input("x", Datatype.INT32, "N", 1)
                .input("by", Datatype.INT32, "N", 1)
                .node("Mod", List.of("x", "by"), List.of("y"), Map.of())
                .output("y", Datatype.INT32, "N", 1)
                .build();
    }

    /**
     * Slides a picture over itself, {@value #MARGIN} beyond each of its edges, in one operator,
     * which nothing can stop: a {@code size} of 1, 1, 1000, 1000 (INT64 [4]) takes a thousand
     * billion steps over 4 MB. What is before that operator takes no time, so that a run which is
     * to be stopped is in it by then. {@code y} FP32.
     */
    public static byte[] busy() {
        return new OnnxModelBuilder()
                .input("size", Datatype.INT64, 4)
                .node("ConstantOfShape", "size", "picture")
                .node(
                        "Conv",
                        List.of("picture", "picture"),
                        List.of("alike"),
                        Map.of("pads", new long[] {MARGIN, MARGIN, MARGIN, MARGIN}))
                .node("ReduceSum", List.of("alike"), List.of("y"), Map.of("keepdims", 0L))
                .output("y", Datatype.FP32)
                .build();
    }

    /** A number as INT32 bytes. */
    public static byte[] integer(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /** Numbers as INT64 bytes. */
    public static byte[] longs(long... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return bytes.array();
    }
}
