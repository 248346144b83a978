package io.forebay.worker.onnx;

import static io.forebay.worker.onnx.Requests.floats;
import static io.forebay.worker.onnx.Requests.output;
import static io.forebay.worker.onnx.Requests.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.RunOutcome.Broke;
import io.forebay.worker.model.RunOutcome.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEngineTest {

    @TempDir Path temporary;

    @ParameterizedTest
    @EnumSource(value = Datatype.class, mode = EnumSource.Mode.EXCLUDE, names = "BYTES")
    void carriesEveryTypeBitForBitThroughSharedRuns(Datatype datatype) {
        try (OnnxEngine engine = made(OnnxModelBuilder.identity(datatype, "N", 3), "")) {
            Tensor one = counting(datatype, 1, 0);
            Tensor two = counting(datatype, 2, 1);
            List<InferenceOutput> answers = run(engine, Requests.of(one), Requests.of(two));
            assertThat(output(answers.get(0), "y")).isEqualTo(renamed(one));
            assertThat(output(answers.get(1), "y")).isEqualTo(renamed(two));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Datatype.class,
            names = {"UINT16", "UINT32", "UINT64"})
    void givesUnsignedOutputsTheirOwnType(Datatype datatype) {
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.INT32, "N")
                        .node(
                                "Cast",
                                List.of("x"),
                                List.of("y"),
                                Map.of("to", (long) OnnxModelBuilder.code(datatype)))
                        .output("y", datatype, "N")
                        .build();
        try (OnnxEngine engine = made(model, "")) {
            Tensor x =
                    Requests.bytes("x", Datatype.INT32, Shape.of(2), 0xFE, 0xFF, 0, 0, 7, 0, 0, 0);
            Tensor y = output(run(engine, Requests.of(x)).getFirst(), "y");
            assertThat(y.datatype()).isEqualTo(datatype);
            assertThat(y.data().byteAt(0)).isEqualTo((byte) 0xFE);
            assertThat(y.data().byteAt(datatype.size())).isEqualTo((byte) 7);
        }
    }

    @Test
    void joinsAndDividesAlongTheAxisThatTheManifestNames() {
        byte[] model = OnnxModelBuilder.identity(Datatype.FP32, 2, "N", 2);
        String manifest = "inputs: { x: { batch-axis: 1 } }\noutputs: { y: { batch-axis: 1 } }\n";
        try (OnnxEngine engine = made(model, manifest)) {
            Tensor one = floats("x", Shape.of(2, 1, 2), 1, 2, 3, 4);
            Tensor two = floats("x", Shape.of(2, 2, 2), 5, 6, 7, 8, 9, 10, 11, 12);
            assertThat(engine.prepare(Requests.of(two)).rows()).isEqualTo(2);
            List<InferenceOutput> answers = run(engine, Requests.of(one), Requests.of(two));
            assertThat(output(answers.get(0), "y")).isEqualTo(renamed(one));
            assertThat(output(answers.get(1), "y")).isEqualTo(renamed(two));
        }
    }

    @Test
    void joinsRequestsOnlyWhenWhatTheyShareIsEqual() {
        try (OnnxEngine engine = made(OnnxModelBuilder.shiftedBy(), "")) {
            InferenceInput tens = shifted(10);
            InferenceInput alsoTens = shifted(10);
            InferenceInput twenties = shifted(20);
            Object bucket = engine.prepare(tens).bucket();
            assertThat(engine.prepare(alsoTens).bucket()).isEqualTo(bucket);
            assertThat(engine.prepare(twenties).bucket()).isNotEqualTo(bucket);
            List<InferenceOutput> answers = run(engine, tens, alsoTens);
            assertThat(Floats.of(output(answers.get(1), "y"))).containsExactly(11, 12, 13, 14);
        }
    }

    @Test
    void keepsRequestsOfOtherShapesApart() {
        try (OnnxEngine engine = made(OnnxModelBuilder.identity(Datatype.FP32, "N", "M"), "")) {
            Object narrow = engine.prepare(Requests.of(floats("x", Shape.of(1, 1), 1))).bucket();
            Object tall = engine.prepare(Requests.of(floats("x", Shape.of(2, 1), 1, 2))).bucket();
            Object wide = engine.prepare(Requests.of(floats("x", Shape.of(1, 2), 1, 2))).bucket();
            assertThat(tall).isEqualTo(narrow);
            assertThat(wide).isNotEqualTo(narrow);
        }
    }

    @Test
    void runsZeroRowsAndScalars() {
        try (OnnxEngine engine = made(OnnxModelBuilder.identity(Datatype.FP32, "N", 3), "")) {
            Tensor none = floats("x", Shape.of(0, 3));
            Tensor one = floats("x", Shape.of(1, 3), 1, 2, 3);
            assertThat(output(run(engine, Requests.of(none)).getFirst(), "y"))
                    .isEqualTo(renamed(none));
            List<InferenceOutput> joined = run(engine, Requests.of(none), Requests.of(one));
            assertThat(output(joined.get(0), "y")).isEqualTo(renamed(none));
            assertThat(output(joined.get(1), "y")).isEqualTo(renamed(one));
        }
        try (OnnxEngine engine = made(OnnxModelBuilder.identity(Datatype.FP32), "")) {
            Tensor scalar = floats("x", Shape.of(), 7);
            assertThat(output(run(engine, Requests.of(scalar)).getFirst(), "y"))
                    .isEqualTo(renamed(scalar));
        }
    }

    @Test
    void stopsARunAtItsTimeoutAndRunsTheNext() {
        try (OnnxEngine engine = made(OnnxModelBuilder.endless(), "")) {
            InferenceInput input = Requests.of(floats("x", Shape.of(1, 1), 1));
            for (int attempt = 0; attempt < 2; attempt++) {
                long start = System.nanoTime();
                RunOutcome outcome =
                        engine.run(List.of(engine.prepare(input)), Duration.ofMillis(100));
                assertThat(outcome).isInstanceOf(Broke.class);
                assertThat(((Broke) outcome).kind()).isEqualTo(Kind.TIMED_OUT);
                assertThat(((Broke) outcome).problem().code()).isEqualTo(ProblemCode.RUN_TIMEOUT);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofMillis(100), Duration.ofSeconds(10));
            }
        }
    }

    @Test
    void runsOnAfterARunThatWasStopped() {
        byte[] model = OnnxModelBuilder.identity(Datatype.FP32, "N", 3);
        try (OnnxEngine engine = made(model, "")) {
            InferenceInput input = Requests.of(floats("x", Shape.of(1, 3), 1, 2, 3));
            for (int i = 0; i < 50; i++) {
                var _ = engine.run(List.of(engine.prepare(input)), Duration.ZERO);
            }
            assertThat(run(engine, input)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "outputs: { y: { batch-axis: -1 } }"})
    void neverDividesByGuess(String manifest) {
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.FP32, "N", 2)
                        .node("ReduceSum", List.of("x"), List.of("y"), Map.of("keepdims", 0L))
                        .output("y", Datatype.FP32)
                        .build();
        try (OnnxEngine engine = made(model, manifest)) {
            assertThat(engine.maxRows()).isEqualTo(manifest.isEmpty() ? 1 : 8);
        }
    }

    @Test
    void asksForSingleRunsOnceAnOutputTurnedOutIndivisible() {
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.FP32, "N", 2)
                        .node("NonZero", "x", "where")
                        .node("Transpose", "where", "y")
                        .output("y", Datatype.INT64, "K", 2)
                        .build();
        try (OnnxEngine engine = made(model, "")) {
            InferenceInput input = Requests.of(floats("x", Shape.of(1, 2), 1, 2));
            assertThat(engine.maxRows()).isEqualTo(8);
            assertThat(Requests.outcome(engine, input, input)).isInstanceOf(Broke.class);
            assertThat(engine.maxRows()).isEqualTo(1);
            assertThat(run(engine, input)).hasSize(1);
        }
    }

    @Test
    void givesAnAnswerThoughTheModelDeclaredAnotherShape() {
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.FP32, "N", 2)
                        .node("Transpose", "x", "y")
                        .output("y", Datatype.FP32, "N", 2)
                        .build();
        try (OnnxEngine engine = made(model, "")) {
            Tensor x = floats("x", Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
            Tensor y = output(run(engine, Requests.of(x)).getFirst(), "y");
            assertThat(y.shape()).isEqualTo(Shape.of(2, 3));
            assertThat(Floats.of(y)).containsExactly(1, 3, 5, 2, 4, 6);
        }
    }

    @Test
    void tellsARefusalFromABreakdown() {
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.INT64, "N")
                        .constant("table", Datatype.FP32, new long[] {2}, new byte[8])
                        .node("Gather", List.of("table", "x"), List.of("y"), Map.of())
                        .output("y", Datatype.FP32, "N")
                        .build();
        try (OnnxEngine engine = made(model, "")) {
            Tensor outside =
                    Requests.bytes("x", Datatype.INT64, Shape.of(1), 9, 0, 0, 0, 0, 0, 0, 0);
            RunOutcome outcome = Requests.outcome(engine, Requests.of(outside));
            assertThat(outcome).isInstanceOf(Broke.class);
            assertThat(((Broke) outcome).kind()).isEqualTo(Kind.REJECTED);
            assertThat(((Broke) outcome).problem().code()).isEqualTo(ProblemCode.INVALID_INPUT);
        }
    }

    @Test
    void givesTheOutputsThatWereAskedFor() {
        byte[] model =
                new OnnxModelBuilder()
                        .input("x", Datatype.FP32, "N", 1)
                        .node("Neg", "x", "minus")
                        .node("Abs", "x", "size")
                        .output("minus", Datatype.FP32, "N", 1)
                        .output("size", Datatype.FP32, "N", 1)
                        .build();
        try (OnnxEngine engine = made(model, "")) {
            InferenceInput all = Requests.of(floats("x", Shape.of(1, 1), -2));
            InferenceInput one = all.toBuilder().addRequestedOutputs("size").build();
            List<InferenceOutput> answers = run(engine, all, one);
            assertThat(answers.get(0).getOutputsList())
                    .extracting(tensor -> tensor.getName())
                    .containsExactly("minus", "size");
            assertThat(answers.get(1).getOutputsList())
                    .extracting(tensor -> tensor.getName())
                    .containsExactly("size");
            assertThat(Floats.of(output(answers.get(1), "size"))).containsExactly(2);
            assertThatThrownBy(
                            () -> engine.prepare(all.toBuilder().addRequestedOutputs("z").build()))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("output 'z' is unknown; the model gives minus, size");
        }
    }

    private OnnxEngine made(byte[] model, String manifest) {
        return TestModels.made(temporary, model, manifest);
    }

    private static InferenceInput shifted(float shift) {
        return Requests.of(
                floats("x", Shape.of(1, 4), 1, 2, 3, 4),
                floats("shift", Shape.of(4), shift, shift, shift, shift));
    }

    /** Any bits, but that a BOOL is 0 or 1. */
    private static Tensor counting(Datatype datatype, int rows, int seed) {
        int[] bytes = new int[rows * 3 * datatype.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = datatype == Datatype.BOOL ? (i + seed) % 2 : (i * 7 + seed) % 64;
        }
        return Requests.bytes("x", datatype, Shape.of(rows, 3), bytes);
    }

    private static Tensor renamed(Tensor x) {
        return new Tensor("y", x.datatype(), x.shape(), x.data());
    }
}
