package io.forebay.simulation;

import io.forebay.scaler.policy.PolicyConfig;
import io.forebay.simulation.autoscaler.Contender;
import io.forebay.simulation.cluster.Setting;
import io.forebay.simulation.report.Comparison;
import io.forebay.simulation.report.ParetoPicture;
import io.forebay.simulation.report.Row;
import io.forebay.simulation.workload.MadeUp;
import io.forebay.simulation.workload.Traces;
import io.forebay.simulation.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code forebay simulate}: replays scaling policies over traces. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Replays scaling policies over traces; prints the Pareto table and draws it.")
public final class Simulate implements Callable<Integer> {

    private static final String OURS = "Forebay";
    private static final String RIVAL = "KEDA max(lag, rate)";
    private static final double[] UTILISATIONS = {
        0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1
    };

    @Option(names = "--traces", description = "A folder of traces (CSV); none = made-up ones only.")
    private @Nullable Path traces;

    @Option(names = "--only", split = ",", description = "Only traces of these names.")
    private List<String> only = List.of();

    @Option(
            names = "--cold-start",
            split = ",",
            defaultValue = "30,180,600",
            description = "L, seconds.")
    private List<Double> coldStarts = List.of();

    @Option(names = "--service", split = ",", defaultValue = "2", description = "S, seconds.")
    private List<Double> services = List.of();

    @Option(names = "--partitions", split = ",", defaultValue = "48", description = "P.")
    private List<Integer> partitions = List.of();

    @Option(
            names = "--pause",
            split = ",",
            defaultValue = "3",
            description = "Seconds of a rebalance.")
    private List<Double> pauses = List.of();

    @Option(names = "--seeds", defaultValue = "5", description = "How many.")
    private int seeds;

    @Option(names = "--wait-slo", defaultValue = "60", description = "Seconds.")
    private double waitSlo;

    @Option(names = "--out", defaultValue = "target/simulation", description = "Where to write to.")
    private Path out = Path.of("target/simulation");

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Runs the command line and exits. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Simulate())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println(line.getColorScheme().errorText(e.toString()));
                    return CommandLine.ExitCode.USAGE;
                });
    }

    @Override
    public Integer call() throws IOException {
        List<Case> cases = cases();
        List<Row> rows =
                cases.parallelStream()
                        .flatMap(one ->
                                contenders().stream()
                                        .map(contender ->
                                                new Row(
                                                        one.workload().name(),
                                                        one.workload().scheduled(),
                                                        one.setting(),
                                                        one.seed(),
                                                        contender.title(),
                                                        one.run(contender))))
                        .toList();
        Comparison comparison = new Comparison(rows);
        String table =
                comparison.policies()
                        + "\n"
                        + comparison.headline(OURS, RIVAL, new Contender.AllKnowing().title());
        Files.createDirectories(out);
        comparison.writeCsv(out.resolve("runs.csv"));
        ParetoPicture.write(comparison, coldStarts, out, table);
        spec.commandLine().getOut().println(table);
        spec.commandLine()
                .getOut()
                .printf("%d runs; all of them and the pictures are in %s%n", rows.size(), out);
        return CommandLine.ExitCode.OK;
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        List<Workload> fromTraces = traces == null ? List.of() : Traces.read(traces);
        for (long seed = 1; seed <= seeds; seed++) {
            List<Workload> workloads = new ArrayList<>(fromTraces);
            workloads.addAll(MadeUp.all(seed * 100));
            for (Workload workload : workloads) {
                if (only.isEmpty() || only.contains(workload.name())) {
                    for (Setting setting : settings()) {
                        cases.add(new Case(workload, setting, seed));
                    }
                }
            }
        }
        return cases;
    }

    private List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (double coldStart : coldStarts) {
            for (double service : services) {
                for (int count : partitions) {
                    for (double pause : pauses) {
                        settings.add(new Setting(coldStart, service, count, pause, waitSlo));
                    }
                }
            }
        }
        return settings;
    }

    private static List<Contender> contenders() {
        List<Contender> contenders =
                new ArrayList<>(
                        List.of(
                                new Contender.Predictive(OURS, PolicyConfig.DEFAULT),
                                new Contender.KedaLag(10),
                                new Contender.KedaTunedLag(),
                                new Contender.Utilisation()));
        for (double utilisation : UTILISATIONS) {
            contenders.add(new Contender.MaxLagRate(utilisation));
        }
        contenders.add(new Contender.AllKnowing());
        return List.copyOf(contenders);
    }
}
