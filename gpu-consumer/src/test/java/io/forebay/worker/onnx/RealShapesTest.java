package io.forebay.worker.onnx;

import static io.forebay.worker.onnx.Requests.floats;
import static io.forebay.worker.onnx.Requests.output;
import static io.forebay.worker.onnx.Requests.run;
import static io.forebay.worker.onnx.Requests.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.worker.model.UnusableModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What models in use take and give beyond one dense tensor of floats. */
class RealShapesTest {

    private static final String EMOJI = "\uD83D\uDE00";

    @TempDir Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                EMOJI,
                "a\0b",
                "\0",
                "",
                "na\u00EFve \u20AC",
                "\uD83D\uDC69\u200D\uD83D\uDE80"
            })
    void carriesEveryTextBothWays(String text) {
        try (OnnxEngine engine = made(OnnxModelBuilder.identity(Datatype.BYTES, "N", 2), "")) {
            Tensor one = texts("x", Shape.of(1, 2), text, "plain");
            Tensor two = texts("x", Shape.of(1, 2), "", text + text);
            List<InferenceOutput> answers = run(engine, Requests.of(one), Requests.of(two));
            assertThat(output(answers.get(0), "y").data()).isEqualTo(one.data());
            assertThat(output(answers.get(1), "y").data()).isEqualTo(two.data());
        }
    }

    @Test
    void givesTheTextsOfTheModelAsTheyAre() {
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.INT64, "N")
                        .strings("table", EMOJI, "a\0b", "\u20AC")
                        .node("Gather", List.of("table", "x"), List.of("y"), Map.of())
                        .output("y", Datatype.BYTES, "N")
                        .build();
        try (OnnxEngine engine = made(model, "")) {
            Tensor y =
                    output(
                            run(engine, Requests.of(longs("x", Shape.of(3), 1, 0, 2))).getFirst(),
                            "y");
            assertThat(BytesElements.decodeUtf8("y", y.data()))
                    .containsExactly("a\0b", EMOJI, "\u20AC");
        }
    }

    @Test
    void givesMapsAsKeysAndValuesOneRowEach() {
        byte[] model = classifier(Datatype.INT64, Map.of("classlabels_int64s", new long[] {7, -2}));
        try (OnnxEngine engine = made(model, "")) {
            assertThat(engine.maxRows()).isEqualTo(8);
            List<InferenceOutput> answers =
                    run(
                            engine,
                            Requests.of(floats("x", Shape.of(2, 2), 0.25f, 0.75f, 1, 0)),
                            Requests.of(floats("x", Shape.of(1, 2), 0.5f, 0.125f)));
            Tensor keys = output(answers.get(0), "y.keys");
            assertThat(keys).isEqualTo(longs("y.keys", Shape.of(2, 2), -2, 7, -2, 7));
            assertThat(output(answers.get(0), "y.values"))
                    .isEqualTo(floats("y.values", Shape.of(2, 2), 0.75f, 0.25f, 0, 1));
            assertThat(output(answers.get(1), "y.values"))
                    .isEqualTo(floats("y.values", Shape.of(1, 2), 0.125f, 0.5f));
        }
    }

    @Test
    void givesMapsOfTextsAsTheyAre() {
        byte[] model =
                classifier(
                        Datatype.BYTES,
                        Map.of("classlabels_strings", new String[] {EMOJI, "\u00E9t\u00E9"}));
        try (OnnxEngine engine = made(model, "")) {
            InferenceOutput answer =
                    run(engine, Requests.of(floats("x", Shape.of(1, 2), 0.25f, 0.75f))).getFirst();
            Tensor keys = output(answer, "y.keys");
            assertThat(keys.shape()).isEqualTo(Shape.of(1, 2));
            assertThat(BytesElements.decodeUtf8("keys", keys.data()))
                    .containsExactly("\u00E9t\u00E9", EMOJI);
            assertThat(output(answer, "y.values"))
                    .isEqualTo(floats("y.values", Shape.of(1, 2), 0.75f, 0.25f));
            InferenceInput keysOnly =
                    Requests.of(floats("x", Shape.of(1, 2), 1, 0)).toBuilder()
                            .addRequestedOutputs("y.keys")
                            .build();
            assertThat(run(engine, keysOnly).getFirst().getOutputsList())
                    .singleElement()
                    .satisfies(each -> assertThat(each.getName()).isEqualTo("y.keys"));
        }
    }

    @Test
    void givesNoMapsForNoRows() {
        byte[] model = classifier(Datatype.INT64, Map.of("classlabels_int64s", new long[] {7, -2}));
        try (OnnxEngine engine = made(model, "")) {
            InferenceOutput answer =
                    run(engine, Requests.of(floats("x", Shape.of(0, 2)))).getFirst();
            assertThat(output(answer, "y.keys").shape().elements()).isZero();
            assertThat(output(answer, "y.values").shape().elements()).isZero();
        }
    }

    @Test
    void givesASequenceOfTensorsWithTheShapeOfEach() {
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.FP32, 3, 2)
                        .constant("sizes", Datatype.INT64, new long[] {2}, longData(1, 2))
                        .node(
                                "SplitToSequence",
                                List.of("x", "sizes"),
                                List.of("parts"),
                                Map.of("axis", 0L))
                        .outputOfTensors("parts", Datatype.FP32)
                        .build();
        try (OnnxEngine engine = made(model, "")) {
            assertThat(engine.maxRows()).isEqualTo(1);
            InferenceOutput answer =
                    run(engine, Requests.of(floats("x", Shape.of(3, 2), 1, 2, 3, 4, 5, 6)))
                            .getFirst();
            assertThat(output(answer, "parts.values"))
                    .isEqualTo(floats("parts.values", Shape.of(6), 1, 2, 3, 4, 5, 6));
            assertThat(output(answer, "parts.shapes"))
                    .isEqualTo(longs("parts.shapes", Shape.of(2, 2), 1, 2, 2, 2));
        }
    }

    @Test
    void neverJoinsRequestsWhoseAnswerIsASequenceOfTensors() {
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.FP32, "N", 1)
                        .node("SplitToSequence", "x", "parts")
                        .outputOfTensors("parts", Datatype.FP32)
                        .build();
        try (OnnxEngine engine = made(model, "")) {
            assertThat(engine.maxRows()).isEqualTo(1);
        }
    }

    @Test
    void refusesNamesThatPartsWouldHaveToo() {
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.FP32, "N", 2)
                        .node(
                                "ai.onnx.ml",
                                "ZipMap",
                                List.of("x"),
                                List.of("y"),
                                Map.of("classlabels_int64s", new long[] {0, 1}))
                        .node("Identity", "x", "y.keys")
                        .outputOfMaps("y", Datatype.INT64)
                        .output("y.keys", Datatype.FP32, "N", 2)
                        .build();
        assertThatThrownBy(() -> made(model, ""))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("output 'y.keys' is also the name of a part");
    }

    @Test
    void runsPicturesOfAnySize() {
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.FP32, "N", 1, "H", "W")
                        .node("GlobalMaxPool", "x", "y")
                        .output("y", Datatype.FP32, "N", 1, 1, 1)
                        .build();
        try (OnnxEngine engine = made(model, "")) {
            for (Shape shape : List.of(Shape.of(1, 1, 2, 3), Shape.of(1, 1, 3, 1))) {
                float[] values = new float[(int) shape.elements()];
                values[values.length - 1] = 5;
                Tensor y =
                        output(
                                run(engine, Requests.of(floats("x", shape, values))).getFirst(),
                                "y");
                assertThat(y).isEqualTo(floats("y", Shape.of(1, 1, 1, 1), 5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"an input", "serving.default:0", "\u5165\u529B", "a/b", "'quoted\""})
    void takesNamesAsTheyAre(String name) {
        byte[] model =
                new OnnxModelBuilder()
                        .input(name, Datatype.FP32, "N", 1)
                        .node("Neg", name, name + " out.1")
                        .output(name + " out.1", Datatype.FP32, "N", 1)
                        .build();
        try (OnnxEngine engine = made(model, "")) {
            InferenceInput input =
                    Requests.of(floats(name, Shape.of(1, 1), 2)).toBuilder()
                            .addRequestedOutputs(name + " out.1")
                            .build();
            assertThat(output(run(engine, input).getFirst(), name + " out.1"))
                    .isEqualTo(floats(name + " out.1", Shape.of(1, 1), -2));
        }
    }

    @Test
    void leavesInputsThatHaveADefaultToTheModel() {
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.FP32, "N", 1)
                        .input("shift", Datatype.FP32, 1)
                        .constant(
                                "shift",
                                Datatype.FP32,
                                new long[] {1},
                                floats("", Shape.of(1), 3).data().toByteArray())
                        .node("Add", List.of("x", "shift"), List.of("y"), Map.of())
                        .output("y", Datatype.FP32, "N", 1)
                        .build();
        try (OnnxEngine engine = made(model, "")) {
            assertThat(engine.model().inputs()).hasSize(1);
            assertThat(
                            output(
                                    run(engine, Requests.of(floats("x", Shape.of(1, 1), 2)))
                                            .getFirst(),
                                    "y"))
                    .isEqualTo(floats("y", Shape.of(1, 1), 5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UINT16", "UINT32", "UINT64"})
    void computesWithUnsignedInputs(String type) {
        Datatype datatype = Datatype.valueOf(type);
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", datatype, "N")
                        .node("Cast", List.of("x"), List.of("y"), Map.of("to", 11L))
                        .output("y", Datatype.FP64, "N")
                        .build();
        int[] ones = new int[datatype.size()];
        java.util.Arrays.fill(ones, 0xFF);
        try (OnnxEngine engine = made(model, "")) {
            Tensor y =
                    output(
                            run(
                                            engine,
                                            Requests.of(
                                                    Requests.bytes(
                                                            "x", datatype, Shape.of(1), ones)))
                                    .getFirst(),
                            "y");
            double largest =
                    y.data().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getDouble();
            assertThat(largest)
                    .isEqualTo(
                            Math.scalb(1.0, 8 * datatype.size()) - (datatype.size() < 8 ? 1 : 0));
        }
    }

    private OnnxEngine made(byte[] model, String manifest) {
        return TestModels.made(temporary, model, manifest);
    }

    private static byte[] classifier(Datatype key, Map<String, Object> labels) {
        return new OnnxModelBuilder()
                .input("x", Datatype.FP32, "N", 2)
                .node("ai.onnx.ml", "ZipMap", List.of("x"), List.of("y"), labels)
                .outputOfMaps("y", key)
                .build();
    }

    private static Tensor longs(String name, Shape shape, long... values) {
        return new Tensor(name, Datatype.INT64, shape, ByteString.copyFrom(longData(values)));
    }

    private static byte[] longData(long... values) {
        ByteBuffer data =
                ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return data.array();
    }
}
