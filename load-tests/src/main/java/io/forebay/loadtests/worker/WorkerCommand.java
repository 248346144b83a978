package io.forebay.loadtests.worker;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.loadtests.option.DurationConverter;
import io.forebay.loadtests.report.Console;
import io.forebay.worker.model.Engine;
import io.forebay.worker.onnx.OnnxConfig;
import io.forebay.worker.onnx.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code forebay bench worker}: the worker's flow against a bare loop of ONNX Runtime, same model,
 * batch and threads, by turns in one run. Needs no instance.
 */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a worker's own parts, from the bytes of records to the bytes of completions,",
            "against a bare loop of ONNX Runtime: same model, batch and threads, by turns."
        })
public final class WorkerCommand implements Callable<Integer> {

    @Option(
            names = "--models",
            split = ",",
            description =
                    "noop, conv, mlp (bound by 25 MB of weights), large (3 MiB a row), or any of"
                            + " --repository (default: ${DEFAULT-VALUE}).")
    private List<String> models = List.of("conv", "mlp", "notes", "large");

    @Option(
            names = "--repository",
            description = "Where other models are (default: ${DEFAULT-VALUE}).")
    private Path repository = Path.of("models");

    @Option(names = "--batch", description = "Rows in a run (default: ${DEFAULT-VALUE}).")
    private int batch = 8;

    @Option(names = "--threads", description = "That compute one run (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--rounds", description = "Of each, by turns (default: ${DEFAULT-VALUE}).")
    private int rounds = 7;

    @Option(
            names = "--round",
            converter = DurationConverter.class,
            description = "How long each takes: 500ms, 2s (default: 2s).")
    private Duration round = Duration.ofSeconds(2);

    @Option(names = "--json", description = "Write the figures to this file.")
    private @Nullable Path json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, OrtException, InterruptedException {
        Console console = new Console(spec.commandLine().getOut());
        Path made = Files.createTempDirectory("forebay-bench-worker");
        List<Comparison> all = new ArrayList<>();
        OnnxConfig config =
                new OnnxConfig(OnnxConfig.ExecutionProvider.CPU, 0, threads, false, Map.of());
        try (OnnxRuntime runtime = OnnxRuntime.start(config)) {
            WorkerModels.write(made);
            for (String model : models) {
                Path from = Files.isDirectory(made.resolve(model)) ? made : repository;
                Subject subject = Subject.of(from, model, runtime, new Random(7));
                all.add(compare(subject, runtime, made.resolve("payloads"), console));
            }
        } finally {
            delete(made);
        }
        console.say("");
        console.say(WorkerTables.of(all));
        if (json != null) {
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), all);
        }
        return 0;
    }

    private Comparison compare(Subject subject, OnnxRuntime runtime, Path folder, Console console)
            throws OrtException, IOException, InterruptedException {
        String name = subject.model().name();
        double[] bare = new double[rounds];
        double[] flow = new double[rounds];
        double[] bytes = new double[rounds];
        double[] sizes = new double[rounds];
        try (BareLoop loop = new BareLoop(subject, batch, threads);
                WorkerFlow worker =
                        new WorkerFlow(subject, warm(subject, runtime), batch, folder)) {
            loop.nanosPerJob(round);
            worker.round(round);
            for (int i = 0; i < rounds; i++) {
                bare[i] = loop.nanosPerJob(round);
                WorkerFlow.Round one = worker.round(round);
                flow[i] = one.nanosPerJob();
                bytes[i] = one.bytesPerJob();
                sizes[i] = one.meanBatch();
                console.say(
                        "%-6s %d of %d  bare %,.0f/s  worker %,.0f/s"
                                .formatted(name, i + 1, rounds, 1e9 / bare[i], 1e9 / flow[i]));
            }
            if (worker.failures() > 0) {
                throw new IllegalStateException(
                        "%.0f jobs of %s were not answered".formatted(worker.failures(), name));
            }
        }
        try (Engine engine = warm(subject, runtime)) {
            return new Comparison(
                    name,
                    batch,
                    median(bare),
                    median(flow),
                    median(bytes),
                    median(sizes),
                    new Stages(subject, engine, batch, folder).measure(round));
        }
    }

    private Engine warm(Subject subject, OnnxRuntime runtime) {
        Engine engine = runtime.load(subject.files(), subject.model());
        engine.warmUp(batch);
        return engine;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
