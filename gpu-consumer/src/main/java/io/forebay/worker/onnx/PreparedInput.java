package io.forebay.worker.onnx;

import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.worker.image.Geometry;
import io.forebay.worker.model.Prepared;
import java.util.List;

/**
 * A checked request.
 *
 * @param tensors in the order of the model's inputs
 * @param geometry from the model's pixels to those of the picture
 */
record PreparedInput(
        int rows, Object bucket, List<Tensor> tensors, Wanted wanted, Geometry geometry)
        implements Prepared {

    PreparedInput {
        tensors = List.copyOf(tensors);
    }

    @Override
    public Object shape() {
        return bucket instanceof Bucket ? bucket : tensors.stream().map(Tensor::shape).toList();
    }

    /** Equal for requests that can share a run. */
    record Bucket(List<Slot> slots) {

        Bucket {
            slots = List.copyOf(slots);
        }
    }

    /**
     * One input within a bucket.
     *
     * @param shape with the batch axis open
     * @param shared the whole of a tensor that serves all rows; empty for one that is joined
     */
    record Slot(String name, Shape shape, ByteString shared) {}
}
