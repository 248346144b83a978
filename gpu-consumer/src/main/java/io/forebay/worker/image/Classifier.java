package io.forebay.worker.image;

import io.forebay.schemas.model.Postprocess;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.wire.WireTensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The likeliest classes: {@code scores} FP32 [k], falling, and {@code labels} BYTES [k]. Immutable.
 */
record Classifier(Postprocess manifest, Labels labels) implements Postprocessor {

    @Override
    public List<String> outputs() {
        return List.of(AnswerTensors.SCORES, AnswerTensors.LABELS);
    }

    @Override
    public List<WireTensor> apply(float[] values, Shape shape, Geometry geometry) {
        for (float value : values) {
            if (Float.isNaN(value)) {
                throw new ProblemException(
                        ProblemCode.EXECUTION_FAILED,
                        "output '%s' has scores that are not numbers".formatted(manifest.output()));
            }
        }
        float[] scores = activated(values);
        int[] best =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(
                                Comparator.<Integer>comparingDouble(index -> -scores[index])
                                        .thenComparing(Comparator.naturalOrder()))
                        .limit(manifest.topK())
                        .mapToInt(Integer::intValue)
                        .toArray();
        float[] chosen = new float[best.length];
        for (int i = 0; i < best.length; i++) {
            chosen[i] = scores[best[i]];
        }
        return List.of(
                AnswerTensors.floats(AnswerTensors.SCORES, chosen, chosen.length),
                AnswerTensors.texts(
                        AnswerTensors.LABELS, Arrays.stream(best).mapToObj(labels::of).toList()));
    }

    private float[] activated(float[] values) {
        return switch (manifest.activation()) {
            case NONE -> values;
            case EXP -> exp(values, 0);
            case SOFTMAX -> softmax(values);
        };
    }

    private static float[] softmax(float[] values) {
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            most = Math.max(most, value);
        }
        float[] powers = exp(values, most);
        double sum = 0;
        for (float power : powers) {
            sum += power;
        }
        for (int i = 0; i < powers.length; i++) {
            powers[i] = (float) (powers[i] / sum);
        }
        return powers;
    }

    private static float[] exp(float[] values, float less) {
        float[] powers = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            powers[i] = (float) Math.exp(values[i] - less);
        }
        return powers;
    }
}
