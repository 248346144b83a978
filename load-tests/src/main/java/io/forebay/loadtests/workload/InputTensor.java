package io.forebay.loadtests.workload;

import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;

/** One tensor that every request carries. */
public record InputTensor(String name, Datatype datatype, Shape shape) {

    public InputTensor {
        if (!datatype.isFixedSize()) {
            throw new IllegalArgumentException(
                    "input '%s': %s is not supported by the benchmark".formatted(name, datatype));
        }
        if (shape.dimensions().contains(Shape.ANY)) {
            throw new IllegalArgumentException(
                    "input '%s': shape %s is not concrete".formatted(name, shape));
        }
    }

    /** Bytes of the tensor. */
    public int bytes() {
        return Math.toIntExact(shape.elements() * datatype.size());
    }
}
