package io.forebay.ingest.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.testing.TestingModels;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.wire.WireTensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RawBodiesTest {

    @Test
    void infersTheOneFreeDimension() {
        assertThat(raw(TestingModels.one(Datatype.FP32, -1, 3), 24).getShapeList())
                .containsExactly(2L, 3L);
        assertThat(raw(TestingModels.one(Datatype.UINT8, 2, 2), 4).getShapeList())
                .containsExactly(2L, 2L);
        // The batch is 1 when another dimension is free, too.
        assertThat(raw(TestingModels.one(Datatype.FP32, -1, -1, 2), 16).getShapeList())
                .containsExactly(1L, 2L, 2L);
    }

    @Test
    void takesBytesAsOneElement() {
        WireTensor tensor = raw(TestingModels.one(Datatype.BYTES, -1), 5);

        assertThat(tensor.getShapeList()).containsExactly(1L);
        assertThat(tensor.getData().size()).isEqualTo(4 + 5);
    }

    @Test
    void refusesBytesThatAreNoSuchTensor() {
        assertRefused(TestingModels.one(Datatype.FP32, -1, 3), 13);
        assertRefused(TestingModels.one(Datatype.FP32, -1, 3), 8);
        assertRefused(TestingModels.one(Datatype.FP32, 1, 3), 24);
        assertRefused(TestingModels.one(Datatype.FP32, -1, -1, -1), 24);
        assertRefused(TestingModels.SUM, 8);
    }

    @Test
    void tellsPicturesByTheirFirstBytes() {
        assertThat(ImageKind.of(latin("\u0089PNG\r\n\u001a\n..."))).contains(ImageKind.PNG);
        assertThat(ImageKind.of(latin("\u00ff\u00d8\u00ff\u00db"))).contains(ImageKind.JPEG);
        assertThat(ImageKind.of(latin("GIF89a"))).contains(ImageKind.GIF);
        assertThat(ImageKind.of(latin("RIFF....WEBPVP8 "))).contains(ImageKind.WEBP);
        assertThat(ImageKind.of(latin("BM" + ".".repeat(24)))).contains(ImageKind.BMP);
        assertThat(ImageKind.of(latin("RIFF....WAVE"))).isEmpty();
        assertThat(ImageKind.of(latin("BM"))).isEmpty();
        assertThat(ImageKind.of(latin("<svg/>"))).isEmpty();
    }

    @Test
    void readsWhatTheHeadersSay() {
        assertThat(kind("application/json; charset=utf-8", null))
                .isEqualTo(new BodyKind.Oip(Optional.empty()));
        assertThat(kind(null, null)).isEqualTo(new BodyKind.Oip(Optional.empty()));
        assertThat(kind("application/octet-stream", "12"))
                .isEqualTo(new BodyKind.Oip(Optional.of(12)));
        assertThat(kind(null, "0")).isEqualTo(new BodyKind.RawTensor(true));
        assertThat(kind("APPLICATION/octet-stream", null)).isEqualTo(new BodyKind.RawTensor(false));
        assertThat(kind("image/webp", null)).isEqualTo(new BodyKind.Image());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "", "99999999999", "1.5"})
    void refusesALengthThatIsNone(String length) {
        assertThat(Reading.refused(() -> kind(null, length)).code())
                .isEqualTo(ProblemCode.MALFORMED_REQUEST);
    }

    @Test
    void listsTheMediaTypesThatAModelReads() {
        assertThat(BodyKind.accepted(TestingModels.SUM)).containsExactly("application/json");
        Refusal refusal =
                Reading.refused(() ->
                        BodyKind.of(TestingModels.SUM, Optional.of("image/png"), Optional.empty()));
        assertThat(refusal.code()).isEqualTo(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        assertThat(refusal.detail()).contains("[application/json]");
        assertThat(BodyKind.accepted(TestingModels.EYES))
                .containsAll(List.of("application/octet-stream", "image/gif"));
    }

    private static BodyKind kind(
            @org.jspecify.annotations.Nullable String type,
            @org.jspecify.annotations.Nullable String length) {
        return BodyKind.of(
                TestingModels.EYES, Optional.ofNullable(type), Optional.ofNullable(length));
    }

    private static void assertRefused(Model model, int bytes) {
        assertThat(Reading.refused(() -> raw(model, bytes)).code())
                .isEqualTo(ProblemCode.INVALID_INPUT);
    }

    private static WireTensor raw(Model model, int bytes) {
        return InferenceReader.read(
                        model,
                        new BodyKind.RawTensor(true),
                        new RequestBody(new byte[bytes], bytes))
                .input()
                .getTensors(0);
    }

    private static RequestBody latin(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new RequestBody(bytes, bytes.length);
    }
}
