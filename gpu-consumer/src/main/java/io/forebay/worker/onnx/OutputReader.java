package io.forebay.worker.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Takes the outputs of a run out of native memory, by one copy each. */
final class OutputReader {

    private OutputReader() {}

    /** An output that was written into memory of ours. */
    static Tensor read(String name, RunTensors.Pinned pinned) {
        ByteBuffer memory = pinned.memory().duplicate().rewind();
        return new Tensor(name, pinned.datatype(), pinned.shape(), copied(memory));
    }

    /**
     * An output that ONNX Runtime holds.
     *
     * @throws ProblemException when it has strings that cannot be carried
     */
    static Tensor read(String name, OrtSession.Result result) throws OrtException {
        OnnxValue value =
                result.get(name)
                        .orElseThrow(
                                () -> new IllegalStateException("the run gave no output " + name));
        if (!(value instanceof OnnxTensor tensor)) {
            throw new IllegalStateException("output " + name + " is not a tensor");
        }
        Datatype datatype =
                OnnxTypes.of(tensor.getInfo())
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemCode.EXECUTION_FAILED,
                                        "output '%s' is of type %s, which cannot be carried"
                                                .formatted(name, tensor.getInfo().onnxType)));
        Shape shape = Shape.of(tensor.getInfo().getShape());
        return new Tensor(name, datatype, shape, data(name, tensor, datatype, shape));
    }

    private static ByteString data(String name, OnnxTensor tensor, Datatype datatype, Shape shape)
            throws OrtException {
        if (shape.elements() == 0) {
            return ByteString.EMPTY;
        }
        if (datatype == Datatype.BYTES) {
            List<String> texts = new ArrayList<>();
            flatten(tensor.getValue(), texts);
            return BytesElements.encode(StringElements.encode(name, texts));
        }
        // The buffer is a copy on the heap already, and nobody else's.
        return UnsafeByteOperations.unsafeWrap(tensor.getByteBuffer());
    }

    private static void flatten(Object value, List<String> into) {
        if (value instanceof Object[] nested) {
            for (Object each : nested) {
                flatten(each, into);
            }
        } else {
            into.add((String) value);
        }
    }

    private static ByteString copied(ByteBuffer memory) {
        byte[] bytes = new byte[memory.remaining()];
        memory.get(bytes);
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
