package io.forebay.schemas.tensor;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.WireTensor;

/**
 * One tensor whose name, type, shape and bytes agree.
 *
 * @param data row-major, little-endian; for {@link Datatype#BYTES} each element behind its 4-byte
 *     length
 */
public record Tensor(String name, Datatype datatype, Shape shape, ByteString data) {

    public Tensor {
        if (shape.dimensions().contains(Shape.ANY)) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "': shape " + shape + " is not concrete");
        }
        if (datatype.isFixedSize()) {
            requireSize(name, datatype, shape, data.size());
        } else {
            BytesElements.requireCount(name, shape, size(name, shape, 1), data);
        }
    }

    /**
     * From the wire.
     *
     * @throws IllegalArgumentException when the parts do not agree; the message names the tensor
     */
    public static Tensor of(WireTensor wire) {
        Datatype datatype =
                Datatype.parse(wire.getDatatype())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "tensor '%s': unknown datatype '%s'"
                                                .formatted(wire.getName(), wire.getDatatype())));
        return new Tensor(wire.getName(), datatype, new Shape(wire.getShapeList()), wire.getData());
    }

    public WireTensor toWire() {
        return WireTensor.newBuilder()
                .setName(name)
                .setDatatype(datatype.name())
                .addAllShape(shape.dimensions())
                .setData(data)
                .build();
    }

    private static void requireSize(String name, Datatype datatype, Shape shape, long seen) {
        long expected = size(name, shape, datatype.size());
        if (seen != expected) {
            throw new IllegalArgumentException(
                    "tensor '%s': %s %s takes %d bytes, not %d"
                            .formatted(name, datatype, shape, expected, seen));
        }
    }

    private static long size(String name, Shape shape, int ofElement) {
        try {
            return Math.multiplyExact(shape.elements(), ofElement);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "tensor '%s': shape %s is beyond any limit".formatted(name, shape), e);
        }
    }
}
