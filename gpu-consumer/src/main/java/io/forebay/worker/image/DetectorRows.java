package io.forebay.worker.image;

import io.forebay.schemas.model.Postprocess;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Reads a detector's rows {@code [box, objectness, classes]} above a threshold. Immutable. */
record DetectorRows(Postprocess manifest) {

    private static final int BOX_AND_OBJECTNESS = 5;

    /**
     * In the model's pixels, each row by its likeliest class.
     *
     * @throws ProblemException when the shape is not that of the manifest's decoding
     */
    List<Detection> read(float[] values, Shape shape, Geometry geometry) {
        int rank = shape.rank();
        int length = rank < 2 ? 0 : Math.toIntExact(shape.dimensions().getLast());
        int rows = length == 0 ? 0 : values.length / length;
        if (length <= BOX_AND_OBJECTNESS || shape.dimensions().get(rank - 2) != rows) {
            throw bad(shape, "[1, boxes, 5 + classes]");
        }
        List<Detection> found = new ArrayList<>();
        switch (decode()) {
            case XYXY -> {
                for (int row = 0; row < rows; row++) {
                    add(found, values, row * length, length, null);
                }
            }
            case YOLOX -> yolox(found, values, shape, length, geometry);
        }
        return found;
    }

    private Postprocess.Decode decode() {
        Postprocess.Decode decode = manifest.decode();
        if (decode == null) {
            throw new IllegalStateException("a detector's manifest says how to decode");
        }
        return decode;
    }

    /** Where a row of YOLOX lies: its grid cell and how many pixels a cell is wide. */
    private record Cell(int x, int y, int stride) {}

    private void yolox(
            List<Detection> found, float[] values, Shape shape, int length, Geometry geometry) {
        long expected = 0;
        for (int stride : manifest.strides()) {
            expected += (long) (geometry.modelWidth() / stride) * (geometry.modelHeight() / stride);
        }
        if (expected * length != values.length) {
            throw bad(
                    shape,
                    "%d boxes, as strides %s give for %d x %d pixels"
                            .formatted(
                                    expected,
                                    manifest.strides(),
                                    geometry.modelWidth(),
                                    geometry.modelHeight()));
        }
        int at = 0;
        for (int stride : manifest.strides()) {
            for (int y = 0; y < geometry.modelHeight() / stride; y++) {
                for (int x = 0; x < geometry.modelWidth() / stride; x++, at += length) {
                    // Most rows are nothing: look before a cell is made.
                    if (values[at + 4] > manifest.scoreThreshold()) {
                        add(found, values, at, length, new Cell(x, y, stride));
                    }
                }
            }
        }
    }

    private void add(
            List<Detection> found,
            float[] values,
            int at,
            int length,
            @org.jspecify.annotations.Nullable Cell cell) {
        int best = at + BOX_AND_OBJECTNESS;
        for (int i = best + 1; i < at + length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        float score = values[at + 4] * values[best];
        if (!(score > manifest.scoreThreshold())) {
            return;
        }
        int label = best - at - BOX_AND_OBJECTNESS;
        if (cell == null) {
            found.add(
                    new Detection(
                            values[at],
                            values[at + 1],
                            values[at + 2],
                            values[at + 3],
                            score,
                            label));
            return;
        }
        double centerX = (values[at] + cell.x) * cell.stride;
        double centerY = (values[at + 1] + cell.y) * cell.stride;
        double halfWidth = Math.exp(values[at + 2]) * cell.stride / 2;
        double halfHeight = Math.exp(values[at + 3]) * cell.stride / 2;
        found.add(
                new Detection(
                        centerX - halfWidth,
                        centerY - halfHeight,
                        centerX + halfWidth,
                        centerY + halfHeight,
                        score,
                        label));
    }

    private ProblemException bad(Shape shape, String expected) {
        return new ProblemException(
                ProblemCode.EXECUTION_FAILED,
                "output '%s' has shape %s; %s decoding expects %s"
                        .formatted(manifest.output(), shape, decode(), expected));
    }
}
