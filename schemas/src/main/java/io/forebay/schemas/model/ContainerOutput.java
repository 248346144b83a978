package io.forebay.schemas.model;

import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import java.util.List;

/**
 * The tensors that stand for a model's output that is a map or a sequence, for which the Open
 * Inference Protocol has no form: {@code <name>.keys} and {@code <name>.values} for maps, one map a
 * row; {@code <name>.values} and {@code <name>.shapes} for a sequence of tensors.
 */
public final class ContainerOutput {

    private ContainerOutput() {}

    public static String keys(String output) {
        return output + ".keys";
    }

    public static String values(String output) {
        return output + ".values";
    }

    public static String shapes(String output) {
        return output + ".shapes";
    }

    /**
     * Keys and values, in the same order.
     *
     * @param sequence whether the output is a sequence of maps, of shape [maps, entries]; else it
     *     is one map, of shape [entries]
     */
    public static List<TensorSignature> ofMaps(
            String output, Datatype key, Datatype value, boolean sequence) {
        // One map has no rows: its shape must not look as if it had.
        Shape shape = sequence ? Shape.of(Shape.ANY, Shape.ANY) : Shape.of();
        return List.of(
                new TensorSignature(keys(output), key, shape),
                new TensorSignature(values(output), value, shape));
    }

    /**
     * All elements of all tensors one behind the other, of shape [elements], and the shape of each
     * tensor, INT64 [tensors, rank].
     */
    public static List<TensorSignature> ofTensors(String output, Datatype element) {
        // Elements are no rows: a shape that is not known keeps requests from being joined.
        return List.of(
                new TensorSignature(values(output), element, Shape.of()),
                new TensorSignature(shapes(output), Datatype.INT64, Shape.of()));
    }
}
