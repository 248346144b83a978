package io.forebay.worker.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.worker.model.ModelSignature;
import io.forebay.worker.model.UnusableModelException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads what a loaded model takes and gives, and refuses what could not be served. */
final class Signatures {

    private Signatures() {}

    /**
     * @throws UnusableModelException for types that have no tensor in the Open Inference Protocol
     *     or that the Java API cannot make
     */
    static ModelSignature of(OrtSession session, String title) {
        try {
            List<TensorSignature> inputs = tensors(session.getInputInfo().values(), title);
            inputs.forEach(input -> requireCanBeInput(input, title));
            return new ModelSignature(inputs, tensors(session.getOutputInfo().values(), title));
        } catch (OrtException e) {
            throw new UnusableModelException(
                    title
                            + ": its inputs and outputs cannot be read (optional types are not"
                            + " supported): "
                            + e.getMessage(),
                    e);
        }
    }

    private static List<TensorSignature> tensors(Collection<NodeInfo> nodes, String title) {
        List<TensorSignature> tensors = new ArrayList<>();
        for (NodeInfo node : nodes) {
            tensors.add(tensor(node, title));
        }
        return tensors;
    }

    private static TensorSignature tensor(NodeInfo node, String title) {
        if (!(node.getInfo() instanceof TensorInfo info)) {
            String hint =
                    node.getInfo() instanceof SequenceInfo sequence && sequence.isSequenceOfMaps()
                            ? "; export the classifier with the option zipmap=False"
                            : "";
            throw new UnusableModelException(
                    "%s: '%s' is not a tensor but %s%s"
                            .formatted(title, node.getName(), node.getInfo(), hint));
        }
        Datatype datatype =
                OnnxTypes.of(info)
                        .orElseThrow(() ->
                                new UnusableModelException(
                                        "%s: '%s' is of type %s, which cannot be served"
                                                .formatted(title, node.getName(), info.onnxType)));
        return new TensorSignature(node.getName(), datatype, Shape.of(info.getShape()));
    }

    private static void requireCanBeInput(TensorSignature input, String title) {
        if (!OnnxTypes.canBeInput(input.datatype())) {
            throw new UnusableModelException(
                    "%s: input '%s' is %s, which ONNX Runtime for Java cannot make; put a Cast from INT32 or INT64 before it"
                            .formatted(title, input.name(), input.datatype()));
        }
    }
}
