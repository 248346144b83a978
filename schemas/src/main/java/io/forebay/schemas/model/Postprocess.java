package io.forebay.schemas.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the tensor {@code output} becomes labelled answers. */
public record Postprocess(
        Task task,
        String output,
        @Nullable Decode decode,
        List<Integer> strides,
        Double scoreThreshold,
        Double iouThreshold,
        boolean classAgnosticNms,
        Integer maxDetections,
        Activation activation,
        Integer topK,
        @Nullable String labels) {

    public Postprocess {
        if (task == null || output == null) {
            throw new IllegalArgumentException("postprocess needs 'task' and 'output'");
        }
        if (task == Task.OBJECT_DETECTION && decode == null) {
            throw new IllegalArgumentException("object-detection needs 'decode'");
        }
        strides = strides == null ? List.of(8, 16, 32) : List.copyOf(strides);
        scoreThreshold = scoreThreshold == null ? 0.35 : scoreThreshold;
        iouThreshold = iouThreshold == null ? 0.45 : iouThreshold;
        maxDetections = maxDetections == null ? 300 : maxDetections;
        activation = activation == null ? Activation.NONE : activation;
        topK = topK == null ? 5 : topK;
    }

    /** What the answer means. */
    public enum Task {
        @JsonProperty("object-detection")
        OBJECT_DETECTION,
        @JsonProperty("image-classification")
        IMAGE_CLASSIFICATION;

        /** The name on the wire. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The layout of a detector's rows. */
    public enum Decode {
        /**
         * {@code [N, anchors, 5 + classes]}: raw grid offsets cx, cy, log w, log h, then objectness
         * and class probabilities (YOLOX, arXiv:2107.08430).
         */
        YOLOX,
        /** {@code [N, boxes, 5 + classes]}: x1, y1, x2, y2 in input pixels, objectness, classes. */
        XYXY
    }

    /** What turns a classifier's output into probabilities. */
    public enum Activation {
        NONE,
        SOFTMAX,
        /** The output is a log-softmax. */
        EXP
    }
}
