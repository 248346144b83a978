package io.forebay.schemas.model;

import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.wire.TensorSpec;

/**
 * One tensor that a model takes or gives.
 *
 * @param shape with {@link Shape#ANY} for dimensions of any size
 */
public record TensorSignature(String name, Datatype datatype, Shape shape) {

    static TensorSignature of(TensorSpec spec) {
        return new TensorSignature(
                spec.getName(),
                Datatype.parse(spec.getDatatype())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "tensor '%s' has unknown datatype '%s'"
                                                .formatted(spec.getName(), spec.getDatatype()))),
                new Shape(spec.getShapeList()));
    }

    public TensorSpec toWire() {
        return TensorSpec.newBuilder()
                .setName(name)
                .setDatatype(datatype.name())
                .addAllShape(shape.dimensions())
                .build();
    }
}
