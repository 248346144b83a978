package io.forebay.ingest.protocol;

import io.forebay.schemas.document.OutputNames;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Postprocess;
import io.forebay.schemas.model.TensorSignature;
import java.util.List;
import java.util.stream.Stream;

/** The outputs that a request may ask a model for. */
final class ModelOutputs {

    private ModelOutputs() {}

    /** What the ONNX file gives, and what its postprocessing makes of it. */
    static List<String> of(Model model) {
        Stream<String> made =
                model.manifest().postprocess().map(ModelOutputs::madeBy).orElse(Stream.empty());
        return Stream.concat(model.outputs().stream().map(TensorSignature::name), made)
                .distinct()
                .toList();
    }

    private static Stream<String> madeBy(Postprocess postprocess) {
        return switch (postprocess.task()) {
            case OBJECT_DETECTION ->
                    Stream.of(OutputNames.BOXES, OutputNames.SCORES, OutputNames.LABELS);
            case IMAGE_CLASSIFICATION -> Stream.of(OutputNames.SCORES, OutputNames.LABELS);
        };
    }
}
