package io.forebay.worker.model;

import io.forebay.schemas.model.ModelManifest;
import io.forebay.schemas.model.ModelManifest.TensorManifest;
import io.forebay.schemas.model.Postprocess;
import io.forebay.schemas.model.Preprocess;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a manifest speaks of the tensors that its ONNX file has. */
final class ManifestCheck {

    private static final Set<Datatype> SCORES =
            EnumSet.of(Datatype.FP16, Datatype.FP32, Datatype.FP64);
    private static final Set<String> PICTURES = Set.of("FP32", "FP16", "UINT8");

    private final String title;
    private final ModelSignature signature;

    private ManifestCheck(String title, ModelSignature signature) {
        this.title = title;
        this.signature = signature;
    }

    /**
     * @throws UnusableModelException naming the key and what the file has
     */
    static void require(ModelFiles files, ModelSignature signature) {
        ManifestCheck check = new ManifestCheck(files.title(), signature);
        ModelManifest manifest = files.manifest();
        check.axes("inputs", manifest.inputs(), signature.inputs());
        check.axes("outputs", manifest.outputs(), signature.outputs());
        manifest.preprocess().ifPresent(check::preprocess);
        manifest.postprocess().ifPresent(check::postprocess);
    }

    private void axes(
            String key, Map<String, TensorManifest> stated, List<TensorSignature> tensors) {
        for (var entry : stated.entrySet()) {
            TensorSignature tensor =
                    tensors.stream()
                            .filter(each -> each.name().equals(entry.getKey()))
                            .findFirst()
                            .orElseThrow(() ->
                                    bad(
                                            "%s.%s: the ONNX file has %s"
                                                    .formatted(
                                                            key,
                                                            entry.getKey(),
                                                            ModelSignature.names(tensors))));
            Integer axis = entry.getValue().batchAxis();
            int rank = tensor.shape().rank();
            // An output of unknown rank is declared like a scalar: nothing to hold against it.
            if (axis != null && axis >= rank && rank > 0) {
                throw bad(
                        "%s.%s.batch-axis is %d, but its shape is %s"
                                .formatted(key, tensor.name(), axis, tensor.shape()));
            }
        }
    }

    private void preprocess(Preprocess preprocess) {
        TensorSignature input =
                signature
                        .input(preprocess.input())
                        .orElseThrow(() ->
                                bad(
                                        "preprocess.input '%s': the ONNX file has %s"
                                                .formatted(
                                                        preprocess.input(),
                                                        ModelSignature.names(signature.inputs()))));
        if (signature.inputs().size() > 1) {
            throw bad("preprocess: a model that reads pictures must have one input, not several");
        }
        if (!PICTURES.contains(preprocess.datatype())
                || !preprocess.datatype().equals(input.datatype().name())) {
            throw bad(
                    "preprocess.datatype is %s, but '%s' is %s (pictures can be %s)"
                            .formatted(
                                    preprocess.datatype(),
                                    input.name(),
                                    input.datatype(),
                                    String.join(", ", PICTURES.stream().sorted().toList())));
        }
        Shape made = shape(preprocess);
        if (!input.shape().admits(made)) {
            throw bad(
                    "preprocess makes %s, but '%s' takes %s"
                            .formatted(made, input.name(), input.shape()));
        }
    }

    private void postprocess(Postprocess postprocess) {
        TensorSignature output =
                signature
                        .output(postprocess.output())
                        .orElseThrow(() ->
                                bad(
                                        "postprocess.output '%s': the ONNX file has %s"
                                                .formatted(
                                                        postprocess.output(),
                                                        ModelSignature.names(
                                                                signature.outputs()))));
        if (!SCORES.contains(output.datatype())) {
            throw bad(
                    "postprocess.output '%s' is %s, not a floating-point type"
                            .formatted(output.name(), output.datatype()));
        }
    }

    private static Shape shape(Preprocess preprocess) {
        long channels = preprocess.channels() == Preprocess.Channels.GRAY ? 1 : 3;
        return switch (preprocess.layout()) {
            case NCHW -> Shape.of(1, channels, preprocess.height(), preprocess.width());
            case NHWC -> Shape.of(1, preprocess.height(), preprocess.width(), channels);
        };
    }

    private UnusableModelException bad(String what) {
        return new UnusableModelException(title + ": " + what);
    }
}
