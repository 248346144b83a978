package io.forebay.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.RunOutcome.Answer;
import io.forebay.worker.model.RunOutcome.Broke;
import io.forebay.worker.model.RunOutcome.Kind;
import io.forebay.worker.model.RunOutcome.Ran;
import io.forebay.worker.model.UnusableModelException;
import io.forebay.worker.onnx.Killers;
import io.forebay.worker.onnx.OnnxConfig;
import io.forebay.worker.onnx.OnnxModelBuilder;
import io.forebay.worker.onnx.TestModels;
import io.forebay.worker.process.IsolationConfig.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against real processes and real killers. */
@Timeout(300)
final class ProcessEngineTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int SMALL_HEAP = 32;

    @TempDir Path temporary;
    @TempDir Path scratch;

    /** No machine is so busy that what does not hang is taken for it. */
    private ProcessEngines engines = taking(LONG, "");

    @AfterEach
    void close() {
        engines.close();
    }

    @Test
    void answersAsAnEngineOfThisProcessDoes() {
        Engine engine = load(OnnxModelBuilder.identity(Datatype.FP32, "N", 2), "");
        engine.warmUp(4);

        assertThat(engine.maxRows()).isEqualTo(8);
        assertThat(engine.executionProvider()).isEqualTo("cpu");
        assertThat(engine.precision()).isEqualTo("fp32");
        List<Tensor> given =
                List.of(
                        tensor(
                                "x",
                                Datatype.FP32,
                                Shape.of(1, 2),
                                new byte[] {1, 2, 3, 4, 5, 6, 7, 8}),
                        tensor("x", Datatype.FP32, Shape.of(2, 2), new byte[16]));
        Ran ran = (Ran) run(engine, LONG, given.stream().map(each -> input(each)).toList());
        for (int i = 0; i < given.size(); i++) {
            Tensor back = output(ran, i);
            assertThat(back.shape()).isEqualTo(given.get(i).shape());
            assertThat(back.data()).isEqualTo(given.get(i).data());
        }
        assertThat(ran.inferTime()).isPositive();
    }

    @Test
    void refusesInputsHereAndModelsThere() {
        Engine engine = load(OnnxModelBuilder.identity(Datatype.FP32, "N", 2), "");
        assertThatThrownBy(() -> engine.prepare(InferenceInput.getDefaultInstance()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("tensor 'x' is missing");

        ModelFiles broken = TestModels.write(temporary.resolve("b"), new byte[] {1, 2, 3}, "");
        assertThatThrownBy(() -> engines.inspect(broken))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("made-up/1");
    }

    @Test
    void losesTheRunAndNoMoreWhenAnInputCrashesTheModel() {
        Engine engine = load(Killers.crashing(), "");
        assertThat(run(engine, LONG, List.of(quotient(6, 3), quotient(8, 2))))
                .isInstanceOf(Ran.class);
        long first = engines.handle().orElseThrow().pid();

        assertThat(
                        kind(
                                run(
                                        engine,
                                        LONG,
                                        List.of(quotient(6, 3), quotient(Integer.MIN_VALUE, -1)))))
                .isEqualTo(Kind.LOST);
        assertThat(run(engine, LONG, List.of(quotient(6, 3)))).isInstanceOf(Ran.class);
        assertThat(engines.handle().orElseThrow().pid()).isNotEqualTo(first);
    }

    @Test
    void killsAProcessThatNothingElseStops() {
        engines.close();
        engines = taking(SHORT, "");
        Engine engine = load(Killers.busy(), "");
        assertThat(run(engine, LONG, List.of(size(4)))).isInstanceOf(Ran.class);

        RunOutcome hung = run(engine, SHORT, List.of(size(1_000)));
        assertThat(kind(hung)).isEqualTo(Kind.LOST);
        assertThat(((Broke) hung).problem().detail()).contains("hung");
        assertThat(run(engine, LONG, List.of(size(4)))).isInstanceOf(Ran.class);
    }

    @Test
    void stopsARunThatCanBeStoppedWithoutLosingItsProcess() {
        Engine engine = load(OnnxModelBuilder.endless(), "");
        RunOutcome stopped = run(engine, Duration.ofMillis(50), List.of(floats(1)));
        long pid = engines.handle().orElseThrow().pid();

        assertThat(kind(stopped)).isEqualTo(Kind.TIMED_OUT);
        assertThat(kind(run(engine, Duration.ofMillis(50), List.of(floats(1)))))
                .isEqualTo(Kind.TIMED_OUT);
        assertThat(engines.handle().orElseThrow().pid()).isEqualTo(pid);
    }

    @Test
    void losesARunThatIsKilledFromOutside() {
        Engine engine = load(OnnxModelBuilder.endless(), "");
        Engine other = load(OnnxModelBuilder.identity(Datatype.FP32, "N", 1), "");
        CompletableFuture<RunOutcome> running =
                CompletableFuture.supplyAsync(() -> run(engine, LONG, List.of(floats(1))));
        ProcessHandle process = engines.handle().orElseThrow();
        Duration before = process.info().totalCpuDuration().orElse(Duration.ZERO);
        await().until(() ->
                process.info().totalCpuDuration().orElse(Duration.ZERO).minus(before).toMillis()
                        > 50);
        assertThat(process.destroyForcibly()).isTrue();

        assertThat(kind(running.join())).isEqualTo(Kind.LOST);
        assertThat(run(other, LONG, List.of(floats(1))))
                .as("had no part in it, and is not lost for it")
                .isInstanceOf(Ran.class);
    }

    @Test
    void outlivesAnAllocationThatTheDeviceRefuses() {
        Engine engine = load(Killers.busy(), "");
        RunOutcome outcome = run(engine, LONG, List.of(size(10_000_000)));
        long pid = engines.handle().orElseThrow().pid();

        assertThat(kind(outcome)).isEqualTo(Kind.OUT_OF_MEMORY);
        assertThat(run(engine, LONG, List.of(size(4)))).isInstanceOf(Ran.class);
        assertThat(engines.handle().orElseThrow().pid()).isEqualTo(pid);
    }

    @Test
    void outlivesAHeapThatIsTooSmallForTheAnswer() {
        Engine engine = load(OnnxModelBuilder.identity(Datatype.UINT8, "N"), "");
        int size = 2 * SMALL_HEAP * 1024 * 1024;
        Tensor large = tensor("x", Datatype.UINT8, Shape.of(size), new byte[size]);
        RunOutcome outcome = run(engine, LONG, List.of(input(large)));
        long pid = engines.handle().orElseThrow().pid();

        assertThat(kind(outcome)).isEqualTo(Kind.OUT_OF_MEMORY);
        Tensor small = tensor("x", Datatype.UINT8, Shape.of(1), new byte[] {9});
        assertThat(run(engine, LONG, List.of(input(small)))).isInstanceOf(Ran.class);
        assertThat(engines.handle().orElseThrow().pid()).isEqualTo(pid);
    }

    @Test
    void endsItsProcessAndCleansUp() throws Exception {
        engines.close();
        engines = taking(LONG, scratch.toString());
        Engine engine = load(OnnxModelBuilder.identity(Datatype.FP32, "N", 1), "");
        run(engine, LONG, List.of(floats(1)));
        ProcessHandle process = engines.handle().orElseThrow();
        engine.close();
        engines.close();

        await().until(() -> !process.isAlive());
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    private static ProcessEngines taking(Duration hangGrace, String scratch) {
        return ProcessEngines.of(
                new IsolationConfig(Mode.PROCESS, SMALL_HEAP, hangGrace, scratch),
                OnnxConfig.DEFAULT);
    }

    private Engine load(byte[] model, String manifest) {
        Path directory = temporary.resolve("m" + System.nanoTime());
        return TestModels.load(engines, TestModels.write(directory, model, manifest));
    }

    private static RunOutcome run(Engine engine, Duration timeout, List<InferenceInput> inputs) {
        List<Prepared> prepared = inputs.stream().map(engine::prepare).toList();
        return engine.run(prepared, timeout);
    }

    private static Kind kind(RunOutcome outcome) {
        assertThat(outcome).isInstanceOf(Broke.class);
        return ((Broke) outcome).kind();
    }

    private static Tensor output(Ran ran, int item) {
        Answer.Output answer = (Answer.Output) ran.answers().get(item);
        return Tensor.of(answer.output().getOutputs(0));
    }

    private static InferenceInput quotient(int x, int by) {
        return input(
                tensor("x", Datatype.INT32, Shape.of(1, 1), Killers.integer(x)),
                tensor("by", Datatype.INT32, Shape.of(1, 1), Killers.integer(by)));
    }

    private static InferenceInput size(long each) {
        return input(tensor("size", Datatype.INT64, Shape.of(4), Killers.longs(1, 1, each, each)));
    }

    private static InferenceInput floats(int rows) {
        return input(tensor("x", Datatype.FP32, Shape.of(rows, 1), new byte[4 * rows]));
    }

    private static InferenceInput input(Tensor... tensors) {
        InferenceInput.Builder input = InferenceInput.newBuilder();
        Arrays.stream(tensors).forEach(each -> input.addTensors(each.toWire()));
        return input.build();
    }

    private static Tensor tensor(String name, Datatype datatype, Shape shape, byte[] data) {
        return new Tensor(name, datatype, shape, ByteString.copyFrom(data));
    }
}
