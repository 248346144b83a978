package io.forebay.worker.image;

import io.forebay.schemas.model.Postprocess;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.wire.WireTensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The things seen, surest first: {@code boxes} FP32 [n,4] as x1, y1, x2, y2 in the upright
 * picture's pixels, {@code scores} FP32 [n] and {@code labels} BYTES [n]. Immutable.
 */
record Detector(Postprocess manifest, Labels labels) implements Postprocessor {

    @Override
    public List<String> outputs() {
        return List.of(AnswerTensors.BOXES, AnswerTensors.SCORES, AnswerTensors.LABELS);
    }

    @Override
    public List<WireTensor> apply(float[] values, Shape shape, Geometry geometry) {
        List<Detection> found = new DetectorRows(manifest).read(values, shape, geometry);
        List<Detection> seen =
                distinct(found).stream()
                        .map(detection -> detection.in(geometry))
                        .filter(detection -> detection.area() > 0)
                        .toList();
        float[] boxes = new float[seen.size() * 4];
        float[] scores = new float[seen.size()];
        for (int i = 0; i < seen.size(); i++) {
            Detection detection = seen.get(i);
            boxes[4 * i] = (float) detection.x1();
            boxes[4 * i + 1] = (float) detection.y1();
            boxes[4 * i + 2] = (float) detection.x2();
            boxes[4 * i + 3] = (float) detection.y2();
            scores[i] = detection.score();
        }
        return List.of(
                AnswerTensors.floats(AnswerTensors.BOXES, boxes, seen.size(), 4),
                AnswerTensors.floats(AnswerTensors.SCORES, scores, seen.size()),
                AnswerTensors.texts(
                        AnswerTensors.LABELS,
                        seen.stream().map(detection -> labels.of(detection.label())).toList()));
    }

    /** Greedy non-maximum suppression: of boxes that overlap too much, the surest stays. */
    private List<Detection> distinct(List<Detection> found) {
        List<Detection> kept = new ArrayList<>();
        found.sort(Comparator.comparingDouble(detection -> -detection.score()));
        for (Detection candidate : found) {
            if (kept.size() == manifest.maxDetections()) {
                break;
            }
            if (kept.stream().noneMatch(other -> suppresses(other, candidate))) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private boolean suppresses(Detection surer, Detection candidate) {
        return (manifest.classAgnosticNms() || surer.label() == candidate.label())
                && surer.overlap(candidate) > manifest.iouThreshold();
    }
}
