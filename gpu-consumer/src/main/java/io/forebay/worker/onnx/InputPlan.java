package io.forebay.worker.onnx;

import io.forebay.schemas.model.BatchAxis;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * How one input takes part in a batch.
 *
 * @param axis {@link BatchAxis.Shared} for every input of a model that cannot join requests
 */
record InputPlan(TensorSignature signature, BatchAxis axis) {

    String name() {
        return signature.name();
    }

    /** A concrete shape of this many rows, with 1 for every other dimension of any size. */
    Shape madeUp(long rows) {
        List<Long> dimensions = new ArrayList<>();
        for (int axis = 0; axis < signature.shape().rank(); axis++) {
            long declared = signature.shape().dimensions().get(axis);
            dimensions.add(isBatch(axis) ? Long.valueOf(rows) : Math.abs(declared));
        }
        return new Shape(dimensions);
    }

    boolean hasOtherFreeDimensions() {
        for (int axis = 0; axis < signature.shape().rank(); axis++) {
            if (!isBatch(axis) && signature.shape().dimensions().get(axis) == Shape.ANY) {
                return true;
            }
        }
        return false;
    }

    /** The shape with the batch axis left open: what must be equal to be joined. */
    Shape perRow(Shape concrete) {
        List<Long> dimensions = new ArrayList<>(concrete.dimensions());
        if (axis instanceof BatchAxis.Along(int along)) {
            dimensions.set(along, Shape.ANY);
        }
        return new Shape(dimensions);
    }

    private boolean isBatch(int candidate) {
        return axis instanceof BatchAxis.Along(int along) && along == candidate;
    }
}
