package io.forebay.worker.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.worker.model.ModelSignature;
import io.forebay.worker.model.UnusableModelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what a loaded model takes and gives, and refuses what could not be served. */
final class Signatures {

    private Signatures() {}

    /**
     * @throws UnusableModelException for types that have no tensor in the Open Inference Protocol
     */
    static ModelSignature of(OrtSession session, String title) {
        try {
            List<TensorSignature> inputs = new ArrayList<>();
            for (NodeInfo input : session.getInputInfo().values()) {
                inputs.add(tensor(input, title));
            }
            List<TensorSignature> outputs = new ArrayList<>();
            for (NodeInfo output : session.getOutputInfo().values()) {
                outputs.addAll(
                        Containers.tensors(output).orElseGet(() -> List.of(tensor(output, title))));
            }
            requireDistinct(outputs, title);
            return new ModelSignature(inputs, outputs);
        } catch (OrtException e) {
            throw new UnusableModelException(
                    title
                            + ": its inputs and outputs cannot be read (optional types are not"
                            + " supported: make the tensor itself the input): "
                            + e.getMessage(),
                    e);
        }
    }

    private static void requireDistinct(List<TensorSignature> outputs, String title) {
        Set<String> names = new HashSet<>();
        for (TensorSignature output : outputs) {
            if (!names.add(output.name())) {
                throw new UnusableModelException(
                        "%s: output '%s' is also the name of a part of a map or a sequence; rename it"
                                .formatted(title, output.name()));
            }
        }
    }

    private static TensorSignature tensor(NodeInfo node, String title) {
        if (!(node.getInfo() instanceof TensorInfo info)) {
            throw new UnusableModelException(
                    "%s: '%s' is %s, which cannot be served"
                            .formatted(title, node.getName(), node.getInfo()));
        }
        Datatype datatype =
                OnnxTypes.of(info)
                        .orElseThrow(() ->
                                new UnusableModelException(
                                        "%s: '%s' is of type %s, for which the Open Inference Protocol has none; put a Cast beside it"
                                                .formatted(title, node.getName(), info.onnxType)));
        return new TensorSignature(node.getName(), datatype, Shape.of(info.getShape()));
    }
}
