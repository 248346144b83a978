package io.forebay.ingest.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.schemas.model.BatchAxis;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.wire.WireTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads a body that is one tensor's bytes, for a model with one input. The shape is the model's;
 * one dimension of any size follows from the number of bytes, and a second one is 1 when it is the
 * batch.
 */
final class RawTensorReader {

    private RawTensorReader() {}

    static WireTensor read(Model model, RequestBody body, Faults faults) {
        if (model.inputs().size() != 1) {
            faults.add(
                    "",
                    "model '%s' has %d inputs; the bytes of one tensor do not say which"
                            .formatted(model.name(), model.inputs().size()));
            faults.refuse();
        }
        TensorSignature input = model.inputs().getFirst();
        ByteString data = UnsafeByteOperations.unsafeWrap(body.bytes(), 0, body.length());
        boolean fixed = input.datatype().isFixedSize();
        List<Long> shape = shape(model, input, fixed ? body.length() : 1, faults);
        faults.refuse();
        return WireTensor.newBuilder()
                .setName(input.name())
                .setDatatype(input.datatype().name())
                .addAllShape(shape)
                .setData(fixed ? data : BytesElements.encode(List.of(data)))
                .build();
    }

    private static List<Long> shape(Model model, TensorSignature input, long bytes, Faults faults) {
        List<Long> shape = new ArrayList<>(input.shape().dimensions());
        OptionalInt batch =
                model.inputBatchAxis(input) instanceof BatchAxis.Along(int axis)
                        ? OptionalInt.of(axis)
                        : OptionalInt.empty();
        if (free(shape) > 1 && batch.isPresent()) {
            shape.set(batch.getAsInt(), 1L);
        }
        if (free(shape) > 1) {
            faults.add(
                    "", "the shape %s does not follow from bytes alone".formatted(input.shape()));
            return shape;
        }
        long known =
                shape.stream().filter(size -> size != Shape.ANY).reduce(1L, Math::multiplyExact)
                        * Math.max(1, input.datatype().size());
        long rest = known == 0 ? 0 : bytes / known;
        if (free(shape) == 0 ? known != bytes : rest == 0 || rest * known != bytes) {
            faults.add(
                    "", "%d bytes are no %s %s".formatted(bytes, input.datatype(), input.shape()));
        }
        shape.replaceAll(size -> size == Shape.ANY ? rest : size);
        return shape;
    }

    private static long free(List<Long> shape) {
        return shape.stream().filter(size -> size == Shape.ANY).count();
    }
}
