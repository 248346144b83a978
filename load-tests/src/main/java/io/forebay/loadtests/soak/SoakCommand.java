package io.forebay.loadtests.soak;

import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.option.DurationConverter;
import io.forebay.loadtests.option.OwnProcesses;
import io.forebay.loadtests.soak.report.SoakReport;
import io.forebay.loadtests.soak.sample.Sampler;
import io.forebay.loadtests.soak.slope.SlopeRule;
import io.forebay.loadtests.soak.slope.Trend;
import io.forebay.loadtests.torture.fault.FaultGroup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code forebay soak}: hours of load and faults on processes of its own. Exits with 0 when every
 * promise was kept and nothing grows, 1 when not, 2 when it could not run.
 */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description =
                "Starts a broker, a Redis and two of each service, offers a steady load while faults"
                        + " befall them in turn, samples all that they hold, and says what grows.")
public final class SoakCommand implements Callable<Integer> {

    private static final double MINUTES_OF_HOUR = 60;

    @Option(
            names = "--hours",
            defaultValue = "1",
            description = "Of load (default: ${DEFAULT-VALUE}).")
    private double hours;

    @Option(names = "--minutes", description = "Of load, in place of --hours.")
    private @Nullable Double minutes;

    @Option(
            names = "--load",
            defaultValue = "0.6",
            description =
                    "Share of the rate that is found to be sustainable (default: ${DEFAULT-VALUE}).")
    private double share;

    @Option(
            names = "--measure",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long it takes to find that rate (default: ${DEFAULT-VALUE}).")
    private Duration measure = Duration.ofSeconds(60);

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "Jobs offered a second, in place of --load.")
    private double rate;

    @Option(
            names = "--seed",
            description = "Of jobs and faults; the same seed is the same plan (default: any).")
    private @Nullable Long seed;

    @Option(
            names = "--faults",
            split = ",",
            description =
                    "workers, dispatchers, results, ingest, broker, redis, poison, receivers, all or"
                            + " none (default: all).")
    private List<String> faults = List.of("all");

    @Option(
            names = "--every",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "From one fault to the next (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ofSeconds(60);

    @Option(
            names = "--each",
            defaultValue = "2",
            description = "Processes of each service (default: ${DEFAULT-VALUE}).")
    private int each;

    @Option(
            names = "--sample",
            defaultValue = "15s",
            converter = DurationConverter.class,
            description = "From one look at all processes to the next (default: ${DEFAULT-VALUE}).")
    private Duration sample = Duration.ofSeconds(15);

    @Option(
            names = "--collect",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description =
                    "From one full garbage collection of each process to the next: what is left is its"
                            + " live heap (default: ${DEFAULT-VALUE}).")
    private Duration collect = Duration.ofSeconds(60);

    @Option(
            names = "--warm-up",
            converter = DurationConverter.class,
            description = "Time at the start that does not count (default: a third, 18m at least).")
    private @Nullable Duration warmUp;

    @Option(
            names = "--settle",
            defaultValue = "3m",
            converter = DurationConverter.class,
            description = "Time of each process that does not count (default: ${DEFAULT-VALUE}).")
    private Duration settle = Duration.ofMinutes(3);

    @Option(
            names = "--growth",
            defaultValue = "0.5",
            description =
                    "Share of its median that anything may grow by in a day (default:"
                            + " ${DEFAULT-VALUE}).")
    private double growth;

    @Option(
            names = "--re-execution",
            defaultValue = "0.01",
            description = "Share of flights that may run again (default: ${DEFAULT-VALUE}).")
    private double reexecution;

    @Option(
            names = "--patience",
            defaultValue = "6m",
            converter = DurationConverter.class,
            description =
                    "How long processes may take to be ready, at first and when the faults are over"
                            + " (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ofMinutes(6);

    @Option(
            names = "--drain",
            defaultValue = "3m",
            converter = DurationConverter.class,
            description = "How long everything may take to end (default: ${DEFAULT-VALUE}).")
    private Duration drain = Duration.ofMinutes(3);

    @Option(
            names = "--out",
            description = "Where data, logs and report go (default: a temporary one).")
    private @Nullable Path out;

    @Mixin private OwnProcesses processes = new OwnProcesses();

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Runs the command line and exits. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SoakCommand())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println(line.getColorScheme().errorText(e.toString()));
                    return CommandLine.ExitCode.USAGE;
                });
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter console = spec.commandLine().getOut();
        Path directory = OwnProcesses.directory(out, "soak");
        SoakConfig config = config(directory);
        SoakResult result =
                new Soak(
                                config,
                                line -> {
                                    console.println(line);
                                    console.flush();
                                })
                        .run();
        SoakReport report = new SoakReport(result);
        report.write(directory);
        result.verdicts().forEach(verdict -> print(console, verdict));
        result.trends().stream()
                .filter(trend -> trend.outcome() != Trend.Outcome.TOO_SHORT)
                .map(SoakReport::line)
                .forEach(console::println);
        console.printf(
                "%s%nseed %d; %s/soak.html, soak.md, soak.svg and soak.json%n",
                report.headline(), config.seed(), directory);
        console.flush();
        boolean good = result.kept() && result.growing().isEmpty();
        return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private SoakConfig config(Path directory) {
        Duration length =
                Duration.ofSeconds(
                        Math.round(
                                (minutes == null ? hours * MINUTES_OF_HOUR : minutes)
                                        * MINUTES_OF_HOUR));
        return new SoakConfig(
                length,
                rate,
                share,
                measure,
                seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed,
                FaultGroup.named(faults, false),
                every,
                Map.of(
                        Role.DISPATCHER, each,
                        Role.RESULTS, each,
                        Role.WORKER, each,
                        Role.INGEST, each),
                directory,
                processes.classPaths(),
                new Sampler.Rhythm(sample, collect),
                new SlopeRule(warmUp == null ? ShortLives.warmUp(length) : warmUp, settle, growth),
                patience,
                drain,
                reexecution);
    }

    private static void print(PrintWriter console, Verdict verdict) {
        console.printf(
                "%-16s %s (%,d looked at)%n",
                verdict.checker(),
                verdict.kept() ? "kept" : verdict.findings().size() + " BREACHES",
                verdict.looked());
        verdict.findings().stream().limit(5).forEach(finding -> console.println("   " + finding));
    }
}
