package io.forebay.worker.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtModelCompilationOptions;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.ModelRepository;
import io.forebay.worker.model.RunOutcome.Ran;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * From the start of a process to the first answer of a model in it, by stages, with and without the
 * JDK's AOT cache and a model that ONNX Runtime has compiled: processes of all kinds by turns,
 * medians. Prints a table for docs/benchmarks/worker.md. Without Kafka: joining a group comes on
 * top.
 */
final class StartUpCost {

    private static final int ROUNDS = 7;
    private static final List<String> STAGES =
            List.of("the JVM", "ONNX Runtime", "the model", "warm-up", "first answer");
    private static final int SIDE = 64;

    private StartUpCost() {}

    /** One kind of start. */
    private record Kind(String name, List<String> options, Path repository, String classPath) {}

    /**
     * @param args nothing; a child process is given the repository to start from
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            child(Path.of(args[0]));
            return;
        }
        Path directory = Files.createTempDirectory("forebay-start");
        Path plain = directory.resolve("plain");
        Path compiled = directory.resolve("compiled");
        ModelFiles files = TestModels.write(plain, OnnxModelBuilder.convNet(new Random(7)), "");
        var _ = TestModels.write(compiled, compiled(files, directory.resolve("compiled.onnx")), "");
        String jars = jars(directory);
        Path cache = directory.resolve("start.aot");
        var _ = start(new Kind("training", List.of("-XX:AOTCacheOutput=" + cache), plain, jars));
        List<String> aot = List.of("-XX:AOTCache=" + cache);
        List<Kind> kinds =
                List.of(
                        new Kind("neither", List.of(), plain, jars),
                        new Kind("AOT cache", aot, plain, jars),
                        new Kind("compiled model", List.of(), compiled, jars),
                        new Kind("both", aot, compiled, jars));
        double[][][] times = new double[kinds.size()][STAGES.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                double[] stages = start(kinds.get(kind));
                for (int stage = 0; stage < stages.length; stage++) {
                    times[kind][stage][round] = stages[stage];
                }
            }
        }
        System.out.println("| | " + String.join(", ms | ", STAGES) + ", ms |");
        System.out.println("|---|" + "---|".repeat(STAGES.size()));
        for (int kind = 0; kind < kinds.size(); kind++) {
            List<String> cells = new ArrayList<>();
            for (double[] rounds : times[kind]) {
                cells.add("%.0f".formatted(median(rounds)));
            }
            System.out.println(
                    "| " + kinds.get(kind).name() + " | " + String.join(" | ", cells) + " |");
        }
    }

    /** Says each stage when it is reached. */
    private static void child(Path repository) {
        System.out.println(0);
        try (OnnxRuntime runtime = OnnxRuntime.start(OnnxConfig.DEFAULT)) {
            System.out.println(1);
            ModelFiles files = new ModelRepository(repository).find("made-up", "1").orElseThrow();
            try (var engine = TestModels.load(runtime, files)) {
                System.out.println(2);
                engine.warmUp(8);
                System.out.println(3);
                Tensor row =
                        Requests.floats(
                                "image", Shape.of(1, 3, SIDE, SIDE), new float[3 * SIDE * SIDE]);
                InferenceInput input = Requests.of(row);
                var outcome = engine.run(List.of(engine.prepare(input)), Requests.TIMEOUT);
                if (!(outcome instanceof Ran)) {
                    throw new IllegalStateException("no answer: " + outcome);
                }
                System.out.println(4);
            }
        }
    }

    /** Milliseconds from the start of the process to each stage. */
    private static double[] start(Kind kind) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(kind.options());
        command.addAll(
                List.of(
                        "-cp",
                        kind.classPath(),
                        StartUpCost.class.getName(),
                        kind.repository().toString()));
        double[] stages = new double[STAGES.size()];
        long begin = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines()
                    .filter(line -> line.length() == 1)
                    .forEach(line ->
                            stages[Integer.parseInt(line)] = (System.nanoTime() - begin) / 1e6);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(kind.name() + ": the process did not end well");
        }
        return stages;
    }

    /** The class path in jars alone: an AOT cache takes no directories. */
    private static String jars(Path directory) {
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(entry))) {
                Path made = directory.resolve(entries.size() + ".jar");
                int failed =
                        jar.run(System.out, System.err, "cf", made.toString(), "-C", entry, ".");
                if (failed != 0) {
                    throw new IllegalStateException("cannot make a jar of " + entry);
                }
                entries.add(made.toString());
            } else {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static byte[] compiled(ModelFiles files, Path into) throws OrtException, IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions();
                OrtModelCompilationOptions compilation =
                        OrtModelCompilationOptions.createFromSessionOptions(environment, options)) {
            compilation.setInputModelPath(files.modelFile().toString());
            compilation.setOutputModelPath(into.toString());
            compilation.compileModel();
        }
        return Files.readAllBytes(into);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
