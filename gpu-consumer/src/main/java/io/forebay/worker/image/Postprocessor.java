package io.forebay.worker.image;

import io.forebay.schemas.model.Postprocess;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.wire.WireTensor;
import java.util.List;

/** Makes one row of a model's output into an answer. Immutable. */
public sealed interface Postprocessor permits Classifier, Detector {

    /** The names of the tensors that an answer has, in order. */
    List<String> outputs();

    /**
     * @param values of one row
     * @param shape of the values
     * @param geometry from the picture to the model's input
     * @throws ProblemException when the output is not what the manifest says
     */
    List<WireTensor> apply(float[] values, Shape shape, Geometry geometry);

    /**
     * @param labels class names by index; a class beyond them is called by its index
     */
    static Postprocessor of(Postprocess manifest, List<String> labels) {
        return switch (manifest.task()) {
            case OBJECT_DETECTION -> new Detector(manifest, new Labels(labels));
            case IMAGE_CLASSIFICATION -> new Classifier(manifest, new Labels(labels));
        };
    }
}
