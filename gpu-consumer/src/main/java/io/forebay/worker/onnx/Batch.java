package io.forebay.worker.onnx;

import io.forebay.schemas.model.BatchAxis;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests of one bucket that share a run.
 *
 * @param rows of each
 */
@SuppressWarnings("ArrayRecordComponent") // it only carries them, and is never compared
record Batch(List<PreparedInput> items, long[] rows) {

    static Batch of(List<PreparedInput> items) {
        return new Batch(items, items.stream().mapToLong(PreparedInput::rows).toArray());
    }

    long totalRows() {
        long total = 0;
        for (long each : rows) {
            total += each;
        }
        return total;
    }

    /** One input of each request. */
    List<Tensor> tensors(int input) {
        return items.stream().map(item -> item.tensors().get(input)).toList();
    }

    /** The shape of an input when all are joined. */
    Shape joined(int input, BatchAxis axis) {
        Shape first = items.getFirst().tensors().get(input).shape();
        if (!(axis instanceof BatchAxis.Along(int along))) {
            return first;
        }
        List<Long> dimensions = new ArrayList<>(first.dimensions());
        dimensions.set(along, totalRows());
        return new Shape(dimensions);
    }
}
