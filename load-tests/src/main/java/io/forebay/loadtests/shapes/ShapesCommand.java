package io.forebay.loadtests.shapes;

import io.forebay.loadtests.Instance;
import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.option.DurationConverter;
import io.forebay.loadtests.option.KeyOptions;
import io.forebay.loadtests.workload.Workload;
import io.forebay.loadtests.workload.Workloads;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code forebay bench shapes}: load that changes, and how soon all is as before. */
@Command(
        name = "shapes",
        mixinStandardHelpOptions = true,
        description =
                "Offers load that changes: a step, a spike, a ramp, two days, a herd that asks the"
                        + " same, a tenant that floods, bulk jobs, traces; each in an open loop.")
public final class ShapesCommand implements Callable<Integer> {

    private static final int TENANTS = 3;
    private static final double TRACE_SHARE = 0.4;

    @Option(names = "--url", description = "The instance (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Mixin private KeyOptions instance = new KeyOptions();

    @Option(
            names = "--model",
            description = "noop, conv or any applied model (default: ${DEFAULT-VALUE}).")
    private String model = "noop";

    @Option(
            names = "--shapes",
            split = ",",
            description = "Only these: step, spike, ramp, diurnal, herd, tenants, bulk; or none.")
    private List<String> shapes = List.of();

    @Option(
            names = "--trace",
            paramLabel = "CSV",
            description =
                    "A trace to replay, compressed; columns t_seconds or minute. May be repeated.")
    private List<Path> traces = List.of();

    @Option(
            names = "--length",
            converter = DurationConverter.class,
            description = "Of each shape (default: 60s).")
    private Duration length = Duration.ofSeconds(60);

    @Option(
            names = "--sustainable",
            description = "Jobs a second that all shapes are shares of (default: measured).")
    private double sustainable;

    @Option(
            names = "--jobs",
            description =
                    "Of the closed loop that measures it, after as many to warm up (default:"
                            + " ${DEFAULT-VALUE}).")
    private int jobs = 20_000;

    @Option(
            names = "--connections",
            description =
                    "The most jobs of a part in the air; more wait, and that counts (default:"
                            + " ${DEFAULT-VALUE}).")
    private int connections = 256;

    @Option(names = "--seed", description = "Of arrivals and inputs (default: any).")
    private @Nullable Long seed;

    @Option(names = "--out", description = "Where the report goes (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("shapes");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter console = spec.commandLine().getOut();
        long first = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
        Target target = new Target(url, instance.key(), Duration.ofMinutes(2));
        Workload workload = Workloads.of(model, new Instance(target).metadata(model));
        ShapeRun run =
                new ShapeRun(Tenants.of(target, tenants(), "shapes"), workload, first, connections);
        double most = sustainable;
        if (most == 0) {
            run.sustainable(jobs);
            most = run.sustainable(jobs);
        }
        say(console, "%.0f jobs/s can be sustained; seed %d".formatted(most, first));
        List<ShapeResult> results = new ArrayList<>();
        for (Shape shape : wanted(most, first)) {
            say(console, "%s: %s ...".formatted(shape.name(), shape.what()));
            ShapeResult result = run.run(shape, length);
            results.add(result);
            say(console, ShapesReport.line(result));
        }
        Files.createDirectories(out);
        new ShapesReport(most, first, length, results).write(out);
        say(console, "%s/shapes.html, shapes.md and shapes.json".formatted(out));
        return results.stream().allMatch(ShapeResult::isClean)
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean isWanted(String name) {
        return shapes.isEmpty() || shapes.contains(name);
    }

    private int tenants() {
        return isWanted("tenants") ? TENANTS : 1;
    }

    private List<Shape> wanted(double most, long first) {
        List<Shape> all = new Shapes(most, length, first).all();
        shapes.stream()
                .filter(name ->
                        !name.equals("none")
                                && all.stream().noneMatch(shape -> shape.name().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "--shapes: there is no '%s'; there are %s and none"
                                    .formatted(name, all.stream().map(Shape::name).toList()));
                });
        List<Shape> wanted =
                new ArrayList<>(all.stream().filter(shape -> isWanted(shape.name())).toList());
        traces.forEach(
                trace -> wanted.add(new Trace(trace).shape(TRACE_SHARE * most, length, first)));
        return wanted;
    }

    private static void say(PrintWriter console, String line) {
        console.println(line);
        console.flush();
    }
}
