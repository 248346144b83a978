package io.forebay.loadtests.onnx;

import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.Datatype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A constant tensor.
 *
 * @param dimensions empty for a scalar
 * @param data row-major, little-endian
 */
public record Initializer(String name, Datatype datatype, List<Long> dimensions, ByteString data) {

    public Initializer {
        dimensions = List.copyOf(dimensions);
    }

    /** FP32 of this shape. */
    public static Initializer floats(String name, long[] dimensions, float... values) {
        ByteBuffer bytes = buffer(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return of(name, Datatype.FP32, dimensions, values.length, bytes);
    }

    /** FP32 of this shape, normally distributed around 0. */
    public static Initializer random(
            String name, RandomGenerator random, double deviation, long... dimensions) {
        float[] values = new float[Math.toIntExact(elements(dimensions))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return floats(name, dimensions, values);
    }

    /** INT64 of this shape. */
    public static Initializer longs(String name, long[] dimensions, long... values) {
        ByteBuffer bytes = buffer(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        return of(name, Datatype.INT64, dimensions, values.length, bytes);
    }

    /** BOOL of this shape. */
    public static Initializer booleans(String name, long[] dimensions, boolean... values) {
        ByteBuffer bytes = buffer(values.length);
        for (int i = 0; i < values.length; i++) {
            bytes.put(i, (byte) (values[i] ? 1 : 0));
        }
        return of(name, Datatype.BOOL, dimensions, values.length, bytes);
    }

    ByteString encoded() {
        ProtoWriter writer = new ProtoWriter();
        dimensions.forEach(dimension -> writer.number(1, dimension));
        return writer.number(2, ElementTypes.number(datatype)).text(8, name).bytes(9, data).build();
    }

    private static Initializer of(
            String name, Datatype datatype, long[] dimensions, int count, ByteBuffer bytes) {
        long elements = elements(dimensions);
        if (elements != count) {
            throw new IllegalArgumentException(
                    "initializer '%s' of shape %s takes %d values, not %d"
                            .formatted(name, Arrays.toString(dimensions), elements, count));
        }
        return new Initializer(
                name,
                datatype,
                Arrays.stream(dimensions).boxed().toList(),
                ByteString.copyFrom(bytes));
    }

    private static long elements(long[] dimensions) {
        return Arrays.stream(dimensions).reduce(1, Math::multiplyExact);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
