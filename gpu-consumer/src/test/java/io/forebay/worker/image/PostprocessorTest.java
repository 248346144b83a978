package io.forebay.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.forebay.schemas.model.Postprocess;
import io.forebay.schemas.model.Postprocess.Activation;
import io.forebay.schemas.model.Postprocess.Decode;
import io.forebay.schemas.model.Postprocess.Task;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.wire.WireTensor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostprocessorTest {

    private static final List<String> LABELS = List.of("cat", "dog");
    private static final Shape THREE_BOXES = Shape.of(1, 3, 7);

    /** Two overlapping boxes of each label, and one apart. */
    private static final float[] BOXES = {
        0, 0, 10, 10, 1, 0.9f, 0.1f,
        1, 0, 11, 10, 1, 0.2f, 0.8f,
        50, 50, 60, 60, 0.5f, 0.9f, 0,
    };

    @Test
    void keepsTheSurestOfOverlappingBoxes() {
        List<WireTensor> seen =
                detector(Decode.XYXY, true).apply(BOXES, THREE_BOXES, Geometry.identity(100, 100));
        assertThat(texts(seen.get(2))).containsExactly("cat", "cat");
        assertThat(floats(seen.get(1))).containsExactly(0.9f, 0.45f);
        assertThat(floats(seen.get(0))).containsExactly(0, 0, 10, 10, 50, 50, 60, 60);
        assertThat(seen.get(0).getShapeList()).containsExactly(2L, 4L);
    }

    @Test
    void keepsOverlappingBoxesOfOtherClassesWhenAsked() {
        List<WireTensor> seen =
                detector(Decode.XYXY, false).apply(BOXES, THREE_BOXES, Geometry.identity(100, 100));
        assertThat(texts(seen.get(2))).containsExactly("cat", "dog", "cat");
    }

    @Test
    void mapsBoxesIntoThePictureAndClipsThem() {
        // A picture of 40 x 20, twice enlarged and moved right by 5.
        Geometry geometry = new Geometry(40, 20, 100, 100, 2, 2, 5, 0);
        float[] box = {15, 10, 205, 30, 1, 1, 0};
        List<WireTensor> seen = detector(Decode.XYXY, true).apply(box, Shape.of(1, 1, 7), geometry);
        assertThat(floats(seen.get(0))).containsExactly(5, 5, 40, 15);
        float[] inThePadding = {0, 50, 5, 60, 1, 1, 0};
        assertThat(
                        detector(Decode.XYXY, true)
                                .apply(inThePadding, Shape.of(1, 1, 7), geometry)
                                .get(0)
                                .getShapeList())
                .containsExactly(0L, 4L);
    }

    @Test
    void decodesTheGridOfYolox() {
        // 16 x 16 pixels in cells of 8: a box of e^0 = 1 cell around the middle of cell (1, 1).
        float[] rows = new float[4 * 7];
        System.arraycopy(new float[] {0.5f, 0.5f, 0, 0, 1, 0, 0.9f}, 0, rows, 3 * 7, 7);
        List<WireTensor> seen =
                detector(Decode.YOLOX, true)
                        .apply(rows, Shape.of(1, 4, 7), Geometry.identity(16, 16));
        assertThat(floats(seen.get(0))).containsExactly(8, 8, 16, 16);
        assertThat(texts(seen.get(2))).containsExactly("dog");
    }

    @Test
    void refusesOutputsOfAnotherShape() {
        assertThatThrownBy(() ->
                        detector(Decode.YOLOX, true)
                                .apply(new float[3 * 7], THREE_BOXES, Geometry.identity(16, 16)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("[1,3,7]; YOLOX decoding expects 4 boxes");
    }

    @Test
    void ignoresBoxesThatAreNotNumbers() {
        float[] rows = {Float.NaN, 0, 10, 10, 1, 1, 0, 0, 0, 5, 5, Float.NaN, 1, 1};
        List<WireTensor> seen =
                detector(Decode.XYXY, true)
                        .apply(rows, Shape.of(1, 2, 7), Geometry.identity(100, 100));
        assertThat(seen.get(1).getShapeList()).containsExactly(0L);
    }

    @Test
    void ranksClasses() {
        List<WireTensor> best =
                classifier(Activation.NONE)
                        .apply(new float[] {0.1f, 0.5f, 0.4f}, Shape.of(1, 3), identity());
        assertThat(texts(best.get(1))).containsExactly("dog", "2");
        assertThat(floats(best.get(0))).containsExactly(0.5f, 0.4f);
    }

    @Test
    void turnsLogitsIntoProbabilities() {
        float[] logits = {1000, 1000, -1000};
        assertThat(
                        floats(
                                classifier(Activation.SOFTMAX)
                                        .apply(logits, Shape.of(1, 3), identity())
                                        .get(0)))
                .containsExactly(0.5f, 0.5f);
        float[] logs = {(float) Math.log(0.25), (float) Math.log(0.75)};
        assertThat(
                        floats(
                                classifier(Activation.EXP)
                                        .apply(logs, Shape.of(1, 2), identity())
                                        .get(0)))
                .containsExactly(new float[] {0.75f, 0.25f}, within(1e-6f));
    }

    @Test
    void refusesScoresThatAreNotNumbers() {
        assertThatThrownBy(() ->
                        classifier(Activation.NONE)
                                .apply(new float[] {Float.NaN}, Shape.of(1, 1), identity()))
                .isInstanceOf(ProblemException.class);
    }

    private static Postprocessor detector(Decode decode, boolean agnostic) {
        return Postprocessor.of(
                new Postprocess(
                        Task.OBJECT_DETECTION,
                        "y",
                        decode,
                        List.of(8),
                        0.3,
                        0.45,
                        agnostic,
                        300,
                        Activation.NONE,
                        5,
                        null),
                LABELS);
    }

    private static Postprocessor classifier(Activation activation) {
        return Postprocessor.of(
                new Postprocess(
                        Task.IMAGE_CLASSIFICATION,
                        "y",
                        null,
                        List.of(),
                        0.3,
                        0.45,
                        true,
                        300,
                        activation,
                        2,
                        null),
                LABELS);
    }

    private static Geometry identity() {
        return Geometry.identity(1, 1);
    }

    private static float[] floats(WireTensor tensor) {
        FloatBuffer buffer =
                tensor.getData()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static List<String> texts(WireTensor tensor) {
        return BytesElements.decodeUtf8(tensor.getName(), tensor.getData());
    }
}
