package io.forebay.worker.process;

import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome.Ran;
import io.forebay.worker.onnx.OnnxConfig;
import io.forebay.worker.onnx.OnnxModelBuilder;
import io.forebay.worker.onnx.OnnxRuntime;
import io.forebay.worker.onnx.TestModels;
import io.forebay.worker.process.IsolationConfig.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What a device process costs per job, against the same model in this process: rounds of both by
 * turns in one run, medians. Prints a table for docs/benchmarks/worker.md.
 */
final class ProcessCost {

    private static final int ROUNDS = 9;
    private static final Duration ROUND = Duration.ofMillis(250);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String MANIFEST = "batching: {max-batch-size: 32}\n";

    private ProcessCost() {}

    /** Takes about a minute and a half. */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("forebay-cost");
        IsolationConfig isolation =
                new IsolationConfig(Mode.PROCESS, 256, Duration.ofSeconds(5), "");
        try (OnnxRuntime here = OnnxRuntime.start(OnnxConfig.DEFAULT);
                ProcessEngines there = ProcessEngines.of(isolation, OnnxConfig.DEFAULT)) {
            System.out.println(
                    "| model | batch | in process, us/job | own process, us/job | ratio | of it outside the run, us/job |");
            System.out.println("|---|---|---|---|---|---|");
            byte[] convNet = OnnxModelBuilder.convNet(new Random(7));
            measure(
                    "conv net, 48 KiB a row",
                    TestModels.write(directory.resolve("a"), convNet, MANIFEST),
                    tensor("image", Datatype.FP32, Shape.of(1, 3, 64, 64), 3 * 64 * 64 * 4),
                    here,
                    there);
            measure(
                    "nothing, 64 B a row",
                    TestModels.write(directory.resolve("b"), OnnxModelBuilder.noOp(), MANIFEST),
                    tensor("x", Datatype.UINT8, Shape.of(1, 64), 64),
                    here,
                    there);
            restart(directory.resolve("a"), there);
        }
    }

    private static void measure(
            String what, ModelFiles files, Tensor row, OnnxRuntime here, ProcessEngines there) {
        try (Engine near = TestModels.load(here, files);
                Engine far = TestModels.load(there, files)) {
            InferenceInput input = InferenceInput.newBuilder().addTensors(row.toWire()).build();
            for (int batch : new int[] {1, 8, 32}) {
                double[] nears = new double[ROUNDS];
                double[] fars = new double[ROUNDS];
                double[] outside = new double[ROUNDS];
                round(near, input, batch);
                round(far, input, batch);
                for (int i = 0; i < ROUNDS; i++) {
                    nears[i] = round(near, input, batch)[0];
                    double[] measured = round(far, input, batch);
                    fars[i] = measured[0];
                    outside[i] = measured[1];
                }
                System.out.printf(
                        "| %s | %d | %.1f | %.1f | %.3f | %.1f |%n",
                        what,
                        batch,
                        median(nears),
                        median(fars),
                        median(fars) / median(nears),
                        median(outside));
            }
        }
    }

    /** Microseconds per job: all of it, and what of it was not the run. */
    private static double[] round(Engine engine, InferenceInput input, int batch) {
        long start = System.nanoTime();
        long jobs = 0;
        long inRuns = 0;
        while (System.nanoTime() - start < ROUND.toNanos()) {
            List<Prepared> prepared =
                    Collections.nCopies(batch, input).stream().map(engine::prepare).toList();
            Ran ran = (Ran) engine.run(prepared, TIMEOUT);
            inRuns += ran.inferTime().toNanos();
            jobs += batch;
        }
        double all = (System.nanoTime() - start) / 1e3 / jobs;
        return new double[] {all, all - inRuns / 1e3 / jobs};
    }

    /** From a killed process to the first answer of the next. */
    private static void restart(Path model, ProcessEngines there) {
        ModelFiles files =
                new io.forebay.worker.model.ModelRepository(model)
                        .find("made-up", "1")
                        .orElseThrow();
        Tensor row = tensor("image", Datatype.FP32, Shape.of(1, 3, 64, 64), 3 * 64 * 64 * 4);
        InferenceInput input = InferenceInput.newBuilder().addTensors(row.toWire()).build();
        double[] times = new double[5];
        try (Engine engine = TestModels.load(there, files)) {
            for (int i = 0; i < times.length; i++) {
                there.handle().orElseThrow().destroyForcibly();
                List<Prepared> one = List.of(engine.prepare(input));
                var lost = engine.run(one, TIMEOUT);
                long start = System.nanoTime();
                while (!(lost instanceof Ran)) {
                    lost = engine.run(one, TIMEOUT);
                }
                times[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        System.out.printf("%nRestart to first answer: %.0f ms (median of 5)%n", median(times));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Tensor tensor(String name, Datatype datatype, Shape shape, int bytes) {
        return new Tensor(name, datatype, shape, ByteString.copyFrom(new byte[bytes]));
    }
}
