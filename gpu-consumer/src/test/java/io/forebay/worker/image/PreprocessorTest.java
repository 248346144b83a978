package io.forebay.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.forebay.schemas.model.Preprocess;
import io.forebay.schemas.model.Preprocess.Anchor;
import io.forebay.schemas.model.Preprocess.Channels;
import io.forebay.schemas.model.Preprocess.Layout;
import io.forebay.schemas.model.Preprocess.Resize;
import io.forebay.schemas.tensor.Shape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessorTest {

    private static final int A = 0x0A0A0A;
    private static final int B = 0x141414;
    private static final int C = 0x1E1E1E;
    private static final int D = 0x282828;
    private static final int E = 0x323232;
    private static final int F = 0x3C3C3C;

    @Test
    void ordersChannelsAndAxes() {
        PixelRows two = TestPictures.rows(2, 0x010203, 0x040506);
        assertThat(floats(made(2, 1, Channels.RGB, Layout.NCHW), two))
                .containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(floats(made(2, 1, Channels.BGR, Layout.NCHW), two))
                .containsExactly(3, 6, 2, 5, 1, 4);
        assertThat(floats(made(2, 1, Channels.BGR, Layout.NHWC), two))
                .containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(floats(made(1, 1, Channels.GRAY, Layout.NCHW), TestPictures.rows(1, 0x0000FF)))
                .containsExactly(29);
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        Preprocess manifest = made(1, 1, Channels.RGB, Layout.NCHW);
        PixelRows one = TestPictures.rows(1, 0x010203);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> floats(manifest, one))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(floats(manifest, one)).containsExactly(1, 2, 3);
    }

    @Test
    void scalesThenCenters() {
        Preprocess manifest =
                new Preprocess(
                        "x",
                        1,
                        1,
                        Resize.STRETCH,
                        Anchor.CENTER,
                        0,
                        Channels.RGB,
                        Layout.NCHW,
                        "FP32",
                        0.5,
                        List.of(1.0, 2.0, 3.0),
                        List.of(1.0, 2.0, 4.0));
        assertThat(floats(manifest, TestPictures.rows(1, 0x0A1428))).containsExactly(4, 4, 4.25f);
    }

    @ParameterizedTest
    @CsvSource({
        "1, A B C D E F", "2, C B A F E D", "3, F E D C B A", "4, D E F A B C",
        "5, A D B E C F", "6, D A E B F C", "7, F C E B D A", "8, C F B E A D",
    })
    void turnsPicturesAsExifSays(int orientation, String expected) {
        Picture picture =
                new Picture(
                        TestPictures.rows(3, A, B, C, D, E, F),
                        Orientation.of(orientation).orElseThrow());
        Preprocess manifest = made(picture.width(), picture.height(), Channels.GRAY, Layout.NCHW);
        StringBuilder seen = new StringBuilder();
        for (float value : floats(manifest, picture)) {
            seen.append((char) ('A' + (int) value / 10 - 1)).append(' ');
        }
        assertThat(seen.toString().strip()).isEqualTo(expected);
    }

    @Test
    void letterboxesAtTheAnchor() {
        PixelRows wide = TestPictures.rows(4, A, A, A, A, A, A, A, A);
        Preprocess corner = letterbox(Anchor.TOP_LEFT);
        assertThat(floats(corner, wide)).containsExactly(10, 10, 7, 7);
        Preprocess center =
                new Preprocess(
                        "x",
                        2,
                        3,
                        Resize.LETTERBOX,
                        Anchor.CENTER,
                        7,
                        Channels.GRAY,
                        Layout.NCHW,
                        "FP32",
                        1,
                        List.of(0.0),
                        List.of(1.0));
        assertThat(floats(center, wide)).containsExactly(7, 7, 10, 10, 7, 7);
        Geometry geometry = new Preprocessor(corner).prepare(upright(wide)).geometry();
        assertThat(geometry.pictureX(1)).isEqualTo(2);
        assertThat(geometry.pictureY(1)).isEqualTo(2);
        assertThat(geometry.pictureY(2)).isEqualTo(2);
    }

    @Test
    void cropsEvenly() {
        Preprocess crop =
                new Preprocess(
                        "x",
                        1,
                        1,
                        Resize.CENTER_CROP,
                        Anchor.CENTER,
                        0,
                        Channels.GRAY,
                        Layout.NCHW,
                        "FP32",
                        1,
                        List.of(0.0),
                        List.of(1.0));
        assertThat(floats(crop, TestPictures.rows(3, A, D, A))).containsExactly(40);
        Geometry geometry =
                new Preprocessor(crop).prepare(upright(TestPictures.rows(3, A, D, A))).geometry();
        assertThat(geometry.pictureX(0)).isEqualTo(1);
        assertThat(geometry.pictureX(1)).isEqualTo(2);
    }

    @Test
    void averagesWhereItShrinks() {
        int black = 0;
        int white = 0xFFFFFF;
        int[] stripes = new int[64];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = i % 2 == 0 ? black : white;
        }
        assertThat(floats(made(4, 1, Channels.GRAY, Layout.NCHW), TestPictures.rows(64, stripes)))
                .containsExactly(new float[] {128, 128, 128, 128}, within(8f));
    }

    @Test
    void interpolatesWhereItEnlarges() {
        assertThat(
                        floats(
                                made(4, 1, Channels.GRAY, Layout.NCHW),
                                TestPictures.rows(2, 0, 0x646464)))
                .containsExactly(0, 25, 75, 100);
    }

    @Test
    void writesHalfFloatsAndBytes() {
        PixelRows one = TestPictures.rows(1, 0x010203);
        Preprocess half = typed("FP16");
        var halves = new Preprocessor(half).prepare(upright(one)).tensor();
        assertThat(halves.shape()).isEqualTo(Shape.of(1, 3, 1, 1));
        var buffer = halves.data().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(Float.float16ToFloat(buffer.getShort(2))).isEqualTo(2);
        var bytes = new Preprocessor(typed("UINT8")).prepare(upright(one)).tensor();
        assertThat(bytes.data().toByteArray()).containsExactly(1, 2, 3);
    }

    private static Preprocess typed(String datatype) {
        return new Preprocess(
                "x",
                1,
                1,
                Resize.STRETCH,
                Anchor.CENTER,
                0,
                Channels.RGB,
                Layout.NCHW,
                datatype,
                1,
                List.of(0.0, 0.0, 0.0),
                List.of(1.0, 1.0, 1.0));
    }

    private static Preprocess letterbox(Anchor anchor) {
        return new Preprocess(
                "x",
                2,
                2,
                Resize.LETTERBOX,
                anchor,
                7,
                Channels.GRAY,
                Layout.NCHW,
                "FP32",
                1,
                List.of(0.0),
                List.of(1.0));
    }

    private static Preprocess made(int width, int height, Channels channels, Layout layout) {
        int count = channels == Channels.GRAY ? 1 : 3;
        return new Preprocess(
                "x",
                width,
                height,
                Resize.STRETCH,
                Anchor.CENTER,
                0,
                channels,
                layout,
                "FP32",
                1,
                java.util.Collections.nCopies(count, 0.0),
                java.util.Collections.nCopies(count, 1.0));
    }

    private static Picture upright(PixelRows rows) {
        return new Picture(rows, Orientation.UPRIGHT);
    }

    private static float[] floats(Preprocess manifest, PixelRows rows) {
        return floats(manifest, upright(rows));
    }

    private static float[] floats(Preprocess manifest, Picture picture) {
        var tensor = new Preprocessor(manifest).prepare(picture).tensor();
        FloatBuffer buffer =
                tensor.data().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
