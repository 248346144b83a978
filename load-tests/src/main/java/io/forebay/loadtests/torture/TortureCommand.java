package io.forebay.loadtests.torture;

import static java.util.stream.Collectors.joining;

import io.forebay.loadtests.check.Finding;
import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.cluster.ClassPaths;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.option.OwnProcesses;
import io.forebay.loadtests.torture.fault.FaultGroup;
import io.forebay.loadtests.torture.report.TortureReport;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code forebay torture}: a fault campaign on processes of its own. Exits with 0 when every
 * promise was kept, 1 when not, 2 when it could not run.
 */
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        description =
                "Starts a broker, a Redis and two of each service, offers jobs while faults of a"
                        + " seeded plan befall them, heals, drains, and checks every promise.")
public final class TortureCommand implements Callable<Integer> {

    private static final int SHOWN = 5;

    @Option(names = "--jobs", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
    private int jobs;

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "Jobs offered a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seed",
            description = "Of jobs and faults; the same seed is the same plan (default: any).")
    private @Nullable Long seed;

    @Option(
            names = "--faults",
            split = ",",
            description = "${COMPLETION-CANDIDATES}, all or none (default: all).")
    private List<String> faults = List.of("all");

    @Option(
            names = "--every",
            defaultValue = "PT4S",
            description = "How often there may be faults (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ofSeconds(4);

    @Option(
            names = "--faults-for",
            description =
                    "How long there are faults; jobs that are offered faster than they can be run"
                            + " meet them in the queue (default: while jobs are offered).")
    private Duration faultsFor = Duration.ZERO;

    @Option(
            names = "--each",
            defaultValue = "2",
            description = "Processes of each service (default: ${DEFAULT-VALUE}).")
    private int each;

    @Option(
            names = "--out",
            description = "Where data, logs, history and report go (default: a temporary one).")
    private @Nullable Path out;

    @Option(
            names = "--drain",
            defaultValue = "PT3M",
            description = "How long everything may take to end (default: ${DEFAULT-VALUE}).")
    private Duration drain = Duration.ofMinutes(3);

    @Option(
            names = "--patience",
            defaultValue = "PT6M",
            description =
                    "How long processes may take to be ready, at first and when the faults are over"
                            + " (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ofMinutes(6);

    @Option(
            names = "--re-execution",
            defaultValue = "0.01",
            description = "Share of flights that may run again (default: ${DEFAULT-VALUE}).")
    private double reexecution;

    @Mixin private OwnProcesses processes = new OwnProcesses();

    @Option(
            names = "--other-version",
            paramLabel = "LIB",
            description =
                    "The folder of another version's jars: services are exchanged for theirs and"
                            + " back (faults: upgrades).")
    private @Nullable Path otherVersion;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Runs the command line and exits. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TortureCommand())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println(line.getColorScheme().errorText(e.toString()));
                    return CommandLine.ExitCode.USAGE;
                });
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter console = spec.commandLine().getOut();
        Path directory = OwnProcesses.directory(out, "torture");
        TortureConfig config =
                new TortureConfig(
                        jobs,
                        rate,
                        seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed,
                        // Of upgrades only where there is something to upgrade from.
                        FaultGroup.named(faults, otherVersion != null),
                        every,
                        faultsFor,
                        Map.of(
                                Role.DISPATCHER, each,
                                Role.RESULTS, each,
                                Role.WORKER, each,
                                Role.INGEST, each),
                        directory,
                        classPaths(),
                        patience,
                        drain,
                        reexecution);
        CampaignResult result =
                new Campaign(
                                config,
                                line -> {
                                    console.println(line);
                                    console.flush();
                                })
                        .run();
        result.verdicts().forEach(verdict -> print(console, verdict));
        TortureReport.of(result).write(directory);
        console.printf(
                "%s; seed %d; %s/report.html, report.json and history.jsonl%n",
                result.kept() ? "every promise was kept" : "PROMISES WERE BROKEN",
                config.seed(),
                directory);
        console.flush();
        return result.kept() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private ClassPaths classPaths() throws IOException {
        if (otherVersion == null) {
            return processes.classPaths();
        }
        try (Stream<Path> jars = Files.list(otherVersion)) {
            String other =
                    jars.filter(file -> file.toString().endsWith(".jar"))
                            .map(file -> file.toAbsolutePath().toString())
                            .sorted()
                            .collect(joining(File.pathSeparator));
            if (other.isEmpty()) {
                throw new IllegalArgumentException(
                        "--other-version: %s has no jars; expected the lib folder of an unpacked release or of a checkout that is built (standalone/target/lib)"
                                .formatted(otherVersion));
            }
            return new ClassPaths(processes.classPath(), other);
        }
    }

    private static void print(PrintWriter console, Verdict verdict) {
        console.printf(
                "%-16s %s (%,d looked at)%n",
                verdict.checker(),
                verdict.kept() ? "kept" : verdict.findings().size() + " BREACHES",
                verdict.looked());
        for (Finding finding :
                verdict.findings().subList(0, Math.min(SHOWN, verdict.findings().size()))) {
            console.println("   " + finding);
        }
    }
}
