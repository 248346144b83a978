package io.forebay.worker.onnx;

import com.google.protobuf.ByteString;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Tensor;
import java.util.List;

/** Strings as models are given them: UTF-8, as ONNX has it, byte for byte. */
final class StringElements {

    private StringElements() {}

    /**
     * The elements of a BYTES tensor.
     *
     * @throws ProblemException INVALID_INPUT, naming the element that is not UTF-8
     */
    static List<ByteString> decode(Tensor tensor) {
        List<ByteString> elements = BytesElements.decode(tensor.name(), tensor.data());
        for (int i = 0; i < elements.size(); i++) {
            if (!elements.get(i).isValidUtf8()) {
                throw new ProblemException(
                        ProblemCode.INVALID_INPUT,
                        "tensor '%s': element %d is not UTF-8".formatted(tensor.name(), i));
            }
        }
        return elements;
    }
}
