package io.forebay.ingest.protocol;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Postprocess;
import io.forebay.schemas.model.TensorSignature;
import java.util.List;
import java.util.stream.Stream;

/** The outputs that a request may ask a model for. */
public final class OutputNames {

    /** Corners of each object's box in pixels of the picture: FP32 {@code [objects, 4]}. */
    public static final String BOXES = "boxes";

    /** FP32, one per object or class, best first. */
    public static final String SCORES = "scores";

    /** BYTES, one per object or class. */
    public static final String LABELS = "labels";

    private OutputNames() {}

    /** What the ONNX file gives, and what its postprocessing makes of it. */
    static List<String> of(Model model) {
        Stream<String> made =
                model.manifest().postprocess().map(OutputNames::madeBy).orElse(Stream.empty());
        return Stream.concat(model.outputs().stream().map(TensorSignature::name), made)
                .distinct()
                .toList();
    }

    private static Stream<String> madeBy(Postprocess postprocess) {
        return switch (postprocess.task()) {
            case OBJECT_DETECTION -> Stream.of(BOXES, SCORES, LABELS);
            case IMAGE_CLASSIFICATION -> Stream.of(SCORES, LABELS);
        };
    }
}
