package io.forebay.worker.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.schemas.model.BatchAxis;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Divides an output of a batch among its requests. */
final class Splitter {

    private Splitter() {}

    /** An output whose shape does not say whose rows are whose. */
    static final class IndivisibleException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        IndivisibleException(Tensor whole, BatchAxis axis, long rows) {
            super(
                    "output '%s' has shape %s, which is not %d rows %s; say in model.yaml which axis is the batch"
                            .formatted(whole.name(), whole.shape(), rows, axis));
        }
    }

    /**
     * One tensor per request, in order. Along axis 0 they are views of the whole.
     *
     * @throws IndivisibleException when there are several requests and the axis does not have their
     *     rows
     */
    static List<Tensor> split(Tensor whole, BatchAxis axis, Batch batch) {
        if (batch.rows().length == 1) {
            return List.of(whole);
        }
        return switch (axis) {
            case BatchAxis.Shared() -> java.util.Collections.nCopies(batch.rows().length, whole);
            case BatchAxis.Along(int along) -> {
                boolean divisible =
                        along < whole.shape().rank()
                                && whole.shape().dimensions().get(along) == batch.totalRows();
                if (!divisible) {
                    throw new IndivisibleException(whole, axis, batch.totalRows());
                }
                yield whole.datatype() == Datatype.BYTES
                        ? strings(whole, along, batch.rows())
                        : numbers(whole, along, batch.rows());
            }
        };
    }

    private static List<Tensor> numbers(Tensor whole, int axis, long[] rows) {
        int size = whole.datatype().size();
        byte[][] parts = new byte[rows.length][];
        int[] filled = new int[rows.length];
        long rowBytes =
                whole.shape().elements() * size / Math.max(1, whole.shape().dimensions().get(axis));
        List<ByteString> views = new ArrayList<>();
        int[] offset = {0};
        Blocks.visit(
                whole.shape(),
                axis,
                rows,
                (item, from, count) -> {
                    int bytes = (int) (count * size);
                    ByteString block = whole.data().substring(offset[0], offset[0] + bytes);
                    offset[0] += bytes;
                    if (axis == 0) {
                        views.add(block);
                        return;
                    }
                    if (parts[item] == null) {
                        parts[item] = new byte[(int) (rowBytes * rows[item])];
                    }
                    block.copyTo(parts[item], filled[item]);
                    filled[item] += bytes;
                });
        List<Tensor> tensors = new ArrayList<>();
        for (int item = 0; item < rows.length; item++) {
            ByteString data = axis == 0 ? views.get(item) : wrap(parts[item]);
            tensors.add(tensor(whole, axis, rows[item], data));
        }
        return tensors;
    }

    private static ByteString wrap(byte[] part) {
        return part == null ? ByteString.EMPTY : UnsafeByteOperations.unsafeWrap(part);
    }

    private static List<Tensor> strings(Tensor whole, int axis, long[] rows) {
        List<ByteString> elements = BytesElements.decode(whole.name(), whole.data());
        List<List<ByteString>> parts = new ArrayList<>();
        for (int item = 0; item < rows.length; item++) {
            parts.add(new ArrayList<>());
        }
        int[] offset = {0};
        Blocks.visit(
                whole.shape(),
                axis,
                rows,
                (item, from, count) -> {
                    int end = offset[0] + (int) count;
                    parts.get(item).addAll(elements.subList(offset[0], end));
                    offset[0] = end;
                });
        List<Tensor> tensors = new ArrayList<>();
        for (int item = 0; item < rows.length; item++) {
            tensors.add(tensor(whole, axis, rows[item], BytesElements.encode(parts.get(item))));
        }
        return tensors;
    }

    private static Tensor tensor(Tensor whole, int axis, long rows, ByteString data) {
        List<Long> dimensions = new ArrayList<>(whole.shape().dimensions());
        dimensions.set(axis, rows);
        return new Tensor(whole.name(), whole.datatype(), new Shape(dimensions), data);
    }
}
