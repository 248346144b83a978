package io.forebay.worker.onnx;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
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
import java.util.List;

/** Takes the outputs of a run out of native memory, by one copy each. */
final class OutputReader {

    private final NativeTensors natives;
    private final Containers containers;

    OutputReader(NativeTensors natives, Containers containers) {
        this.natives = natives;
        this.containers = containers;
    }

    /** An output that was written into memory of ours. */
    Tensor read(String name, RunTensors.Pinned pinned) {
        ByteBuffer memory = pinned.memory().duplicate().rewind();
        return new Tensor(name, pinned.datatype(), pinned.shape(), copied(memory));
    }

    /**
     * An output that ONNX Runtime holds: itself, or what stands for it where it is no tensor.
     *
     * @throws ProblemException when it cannot be carried
     */
    List<Tensor> read(String name, OrtSession.Result result) throws OrtException {
        OnnxValue value =
                result.get(name)
                        .orElseThrow(
                                () -> new IllegalStateException("the run gave no output " + name));
        return switch (value) {
            case OnnxTensor tensor -> List.of(tensor(name, tensor));
            case OnnxMap map -> new ContainerReader(natives, name).maps(List.of(map), false);
            case OnnxSequence sequence -> sequence(name, sequence);
            default -> throw cannotCarry("output '%s' is a %s".formatted(name, value.getType()));
        };
    }

    private List<Tensor> sequence(String name, OnnxSequence sequence) throws OrtException {
        List<? extends OnnxValue> elements = sequence.getValue();
        try {
            if (elements.isEmpty()) {
                return containers.none(name);
            }
            ContainerReader reader = new ContainerReader(natives, name);
            if (sequence.getInfo().isSequenceOfMaps()) {
                return reader.maps(elements.stream().map(OnnxMap.class::cast).toList(), true);
            }
            Tensor[] tensors = new Tensor[elements.size()];
            for (int i = 0; i < tensors.length; i++) {
                tensors[i] = tensor(name, (OnnxTensor) elements.get(i));
            }
            return reader.tensors(List.of(tensors));
        } finally {
            elements.forEach(OnnxValue::close);
        }
    }

    private Tensor tensor(String name, OnnxTensor tensor) throws OrtException {
        Datatype datatype =
                OnnxTypes.of(tensor.getInfo())
                        .orElseThrow(() ->
                                cannotCarry(
                                        "output '%s' is of type %s"
                                                .formatted(name, tensor.getInfo().onnxType)));
        Shape shape = Shape.of(tensor.getInfo().getShape());
        return new Tensor(name, datatype, shape, data(tensor, datatype, shape));
    }

    private ByteString data(OnnxTensor tensor, Datatype datatype, Shape shape) throws OrtException {
        if (shape.elements() == 0) {
            return ByteString.EMPTY;
        }
        if (datatype == Datatype.BYTES) {
            return BytesElements.encode(natives.strings(tensor));
        }
        // The buffer is a copy on the heap already, and nobody else's.
        return UnsafeByteOperations.unsafeWrap(tensor.getByteBuffer());
    }

    static ProblemException cannotCarry(String what) {
        return new ProblemException(
                ProblemCode.EXECUTION_FAILED, what + ", which cannot be carried");
    }

    private static ByteString copied(ByteBuffer memory) {
        byte[] bytes = new byte[memory.remaining()];
        memory.get(bytes);
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
