package io.forebay.worker.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.worker.image.Geometry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Made-up inputs: zeros, empty strings, and 1 for every dimension of any size but the batch. */
final class WarmUp {

    private WarmUp() {}

    /** Of 1, 2, 4 ... rows, and of as many as asked for. */
    static List<PreparedInput> inputs(ModelPlan plan, int rows) {
        List<PreparedInput> inputs = new ArrayList<>();
        for (int each = 1; each < rows; each *= 2) {
            inputs.add(input(plan, each));
        }
        inputs.add(input(plan, Math.max(1, rows)));
        return inputs;
    }

    private static PreparedInput input(ModelPlan plan, int rows) {
        List<String> names = plan.outputs().stream().map(OutputPlan::name).toList();
        Wanted all = new Wanted(names, Set.copyOf(names), Set.of());
        List<Tensor> tensors =
                plan.inputs().stream()
                        .map(input ->
                                zeros(
                                        input.name(),
                                        input.signature().datatype(),
                                        input.madeUp(rows)))
                        .toList();
        return new PreparedInput(rows, new Object(), tensors, all, Geometry.identity(1, 1));
    }

    private static Tensor zeros(String name, Datatype datatype, Shape shape) {
        int elements = Math.toIntExact(shape.elements());
        ByteString data =
                datatype == Datatype.BYTES
                        ? BytesElements.encode(Collections.nCopies(elements, ByteString.EMPTY))
                        : UnsafeByteOperations.unsafeWrap(new byte[elements * datatype.size()]);
        return new Tensor(name, datatype, shape, data);
    }
}
