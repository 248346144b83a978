package io.forebay.worker.onnx;

import static io.forebay.worker.onnx.Requests.floats;
import static io.forebay.worker.onnx.Requests.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.Media;
import io.forebay.schemas.wire.WireTensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputPreparerTest {

    @TempDir Path temporary;

    @Test
    void namesWhatIsWrongWithAnInput() {
        try (OnnxEngine engine = made(OnnxModelBuilder.shiftedBy())) {
            Tensor x = floats("x", Shape.of(1, 4), 1, 2, 3, 4);
            Tensor shift = floats("shift", Shape.of(4), 1, 2, 3, 4);
            refused(engine, Requests.of(x), "tensor 'shift' is missing; the model takes x, shift");
            refused(
                    engine,
                    Requests.of(x, shift, floats("z", Shape.of(1), 1)),
                    "tensor 'z' is unknown; the model takes x, shift");
            refused(engine, Requests.of(x, x, shift), "tensor 'x' is there twice");
            refused(
                    engine,
                    Requests.of(floats("x", Shape.of(1, 3), 1, 2, 3), shift),
                    "tensor 'x' has shape [1,3]; the model takes [-1,4]");
            refused(
                    engine,
                    Requests.of(new Tensor("x", Datatype.INT32, x.shape(), x.data()), shift),
                    "tensor 'x' is INT32; the model takes FP32");
            WireTensor cut = x.toWire().toBuilder().setData(ByteString.EMPTY).build();
            refused(
                    engine,
                    InferenceInput.newBuilder().addTensors(cut).build(),
                    "tensor 'x': FP32 [1,4] takes 16 bytes, not 0");
        }
    }

    @Test
    void wantsTheSameRowsInEveryInput() {
        byte[] model =
                new OnnxModelBuilder()
                        .input("a", Datatype.FP32, "N", 1)
                        .input("b", Datatype.FP32, "N", 1)
                        .node("Add", List.of("a", "b"), List.of("y"), java.util.Map.of())
                        .output("y", Datatype.FP32, "N", 1)
                        .build();
        try (OnnxEngine engine = made(model)) {
            refused(
                    engine,
                    Requests.of(floats("a", Shape.of(1, 1), 1), floats("b", Shape.of(2, 1), 1, 2)),
                    "tensor 'b' has 2 rows (axis 0), but 'a' has 1");
        }
    }

    @Test
    void refusesBooleansThatAreNeither() {
        try (OnnxEngine engine = made(OnnxModelBuilder.identity(Datatype.BOOL, "N"))) {
            refused(
                    engine,
                    Requests.of(Requests.bytes("x", Datatype.BOOL, Shape.of(3), 0, 1, 2)),
                    "tensor 'x': element 2 is the byte 2; BOOL is 0 or 1");
        }
    }

    @Test
    void refusesADimensionBeyondAnyLimitForGood() {
        try (OnnxEngine engine =
                made(OnnxModelBuilder.identity(Datatype.FP32, "N", "c", "h", "w"))) {
            refused(
                    engine,
                    Requests.of(floats("x", Shape.of(0, 1, 1, 1L << 32))),
                    "a dimension of 4294967296 is beyond any limit");
        }
    }

    @Test
    void carriesTextFaithfullyOrNotAtAll() {
        try (OnnxEngine engine = made(OnnxModelBuilder.identity(Datatype.BYTES, "N", 2))) {
            InferenceInput one =
                    Requests.of(texts("x", Shape.of(1, 2), "plain", "na\u00EFve \u20AC"));
            InferenceInput two = Requests.of(texts("x", Shape.of(1, 2), "", "\u4E2D"));
            List<InferenceOutput> answers = Requests.run(engine, one, two);
            assertThat(answers.get(0).getOutputs(0).getData())
                    .isEqualTo(one.getTensors(0).getData());
            assertThat(answers.get(1).getOutputs(0).getData())
                    .isEqualTo(two.getTensors(0).getData());
            ByteString notText =
                    BytesElements.encode(
                            List.of(
                                    ByteString.copyFrom(new byte[] {(byte) 0xC3}),
                                    ByteString.EMPTY));
            refused(
                    engine,
                    Requests.of(new Tensor("x", Datatype.BYTES, Shape.of(1, 2), notText)),
                    "tensor 'x': element 0 is not UTF-8");
        }
    }

    @Test
    void refusesPicturesThatTheModelDoesNotRead() {
        try (OnnxEngine engine = made(OnnxModelBuilder.noOp())) {
            Media media = Media.newBuilder().setData(ByteString.copyFromUtf8("x")).build();
            InferenceInput input = InferenceInput.newBuilder().setMedia(media).build();
            assertThatThrownBy(() -> engine.prepare(input))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e ->
                                    assertThat(e.problem().code())
                                            .isEqualTo(ProblemCode.UNSUPPORTED_MEDIA_TYPE));
        }
    }

    private OnnxEngine made(byte[] model) {
        return TestModels.made(temporary, model, "");
    }

    private static void refused(OnnxEngine engine, InferenceInput input, String detail) {
        assertThatThrownBy(() -> engine.prepare(input))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.problem().code()).isEqualTo(ProblemCode.INVALID_INPUT);
                            assertThat(e.problem().detail()).startsWith(detail);
                        });
    }
}
