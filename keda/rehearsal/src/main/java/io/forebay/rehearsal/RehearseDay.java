package io.forebay.rehearsal;

import io.forebay.rehearsal.day.DayPlan;
import io.forebay.rehearsal.day.Story;
import io.forebay.rehearsal.report.DayPicture;
import io.forebay.rehearsal.report.DayReport;
import io.forebay.rehearsal.report.DayText;
import io.forebay.simulation.workload.MadeUp;
import io.forebay.simulation.workload.Traces;
import io.forebay.simulation.workload.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code forebay rehearse-day}: a compressed day of a trace through the real pipeline. */
@Command(
        name = "rehearse-day",
        mixinStandardHelpOptions = true,
        description = {
            "A compressed day of a trace through the real pipeline: a broker, Redis, the services"
                    + " and the scaler;",
            "worker processes come and go as KEDA would have it by the ScaledObject that is"
                    + " shipped.",
            "Exit code 0: every accepted job ended; 1: one is lost; 2: it could not run."
        })
public final class RehearseDay implements Callable<Integer> {

    /** A Monday, so that day n of a trace falls on a weekday that schedules know. */
    private static final Instant FIRST_DAY = Instant.parse("2026-01-05T00:00:00Z");

    private static final Duration DAY = Duration.ofDays(1);

    private final String searchPath;

    @Option(names = "--traces", description = "A folder of traces (CSV); none = made-up ones only.")
    private @Nullable Path traces;

    @Option(names = "--trace", defaultValue = "made-diurnal", description = "Which one.")
    private String trace = "";

    @Option(names = "--day", defaultValue = "8", description = "Of the trace, counted from 0.")
    private int day;

    @Option(names = "--from", defaultValue = "00:00", description = "Where in the day to begin.")
    private LocalTime from = LocalTime.MIDNIGHT;

    @Option(names = "--until", description = "Where to end; none = at midnight.")
    private @Nullable LocalTime until;

    @Option(
            names = "--speed",
            defaultValue = "60",
            description = "Seconds of the day in one of ours; 60: a day in 24 minutes.")
    private double speed;

    @Option(
            names = "--device-millis",
            defaultValue = "100",
            description = "How long a worker's device takes for one job, in our time.")
    private long deviceMillis;

    @Option(
            names = "--peak-workers",
            defaultValue = "4",
            description = "The trace is thinned until its peak keeps so many busy.")
    private double peakWorkers;

    @Option(names = "--most", defaultValue = "8", description = "Workers this machine can carry.")
    private int most;

    @Option(
            names = "--wait-slo",
            defaultValue = "300",
            description = "Within so many seconds of the day a job should begin.")
    private long waitSlo;

    @Option(
            names = "--kills",
            defaultValue = "1",
            description = "Workers that are taken away without a word.")
    private int kills;

    @Option(names = "--seed", defaultValue = "1", description = "Of what is thinned away.")
    private long seed;

    @Option(names = "--models", required = true, description = "The model repository.")
    private Path models = Path.of("models");

    @Option(names = "--scaled-object", required = true, description = "The shipped file.")
    private Path scaledObject = Path.of("scaledobject.yaml");

    @Option(names = "--out", defaultValue = "target/rehearsal", description = "Where to write to.")
    private Path out = Path.of("target/rehearsal");

    @Spec private CommandSpec spec = CommandSpec.create();

    private RehearseDay(String searchPath) {
        this.searchPath = searchPath;
    }

    static CommandLine commandLine(String searchPath) {
        return new CommandLine(new RehearseDay(searchPath))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println(line.getColorScheme().errorText(e.toString()));
                    return CommandLine.ExitCode.USAGE;
                });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter said = spec.commandLine().getOut();
        Path directory = Files.createTempDirectory("forebay-rehearsal");
        RehearsalConfig config = config(directory);
        DayPlan plan =
                DayPlan.of(
                        workload(),
                        day,
                        (int) config.from().toMinutes(),
                        config.service(),
                        peakWorkers,
                        seed);
        Story story = new Story(FIRST_DAY.plus(DAY.multipliedBy(day)), config.from(), speed);
        said.printf(
                "day %d of %s, %.1f %% of its jobs: %.0f; %.0f minutes; logs are in %s%n",
                day,
                trace,
                100 * plan.share(),
                plan.due((double) config.from().toSeconds(), (double) config.until().toSeconds()),
                config.until().minus(config.from()).toMinutes() / speed,
                directory);
        said.flush();
        DayReport report =
                new Rehearsal(config, plan, story, new PrintWriter(said, true)).run(searchPath);
        DayPicture.write(report, out);
        said.println(DayText.summary(report));
        said.printf("pictures and figures are in %s%n", out);
        said.flush();
        return report.lost() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private RehearsalConfig config(Path directory) {
        return new RehearsalConfig(
                directory,
                models,
                "digits",
                scaledObject,
                Duration.ofMillis(deviceMillis),
                speed,
                Duration.ofSeconds(from.toSecondOfDay()),
                until == null ? DAY : Duration.ofSeconds(until.toSecondOfDay()),
                most,
                Duration.ofSeconds(waitSlo),
                kills);
    }

    private Workload workload() {
        List<Workload> all = new ArrayList<>(MadeUp.all(seed));
        if (traces != null) {
            all.addAll(Traces.read(traces));
        }
        return all.stream()
                .filter(one -> one.name().equals(trace))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no trace '%s'; there are: %s"
                                        .formatted(
                                                trace,
                                                String.join(
                                                        ", ",
                                                        all.stream()
                                                                .map(Workload::name)
                                                                .toList()))));
    }
}
