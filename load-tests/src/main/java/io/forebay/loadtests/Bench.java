package io.forebay.loadtests;

import io.forebay.loadtests.batch.BatchCommand;
import io.forebay.loadtests.growth.GrowthCommand;
import io.forebay.loadtests.hostile.HostileCommand;
import io.forebay.loadtests.machine.Meter;
import io.forebay.loadtests.machine.NamedPid;
import io.forebay.loadtests.option.KeyOptions;
import io.forebay.loadtests.peers.PeersCommand;
import io.forebay.loadtests.report.Console;
import io.forebay.loadtests.report.Report;
import io.forebay.loadtests.shapes.ShapesCommand;
import io.forebay.loadtests.shapes.outage.OutageCommand;
import io.forebay.loadtests.webhook.WebhooksCommand;
import io.forebay.loadtests.worker.WorkerCommand;
import io.forebay.loadtests.workload.Workload;
import io.forebay.loadtests.workload.Workloads;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code forebay bench}: loads a running instance and checks every answer. Exits with 0 when every
 * job was answered once and right, 1 when not, 2 when it could not run.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {
            ModelsCommand.class,
            BatchCommand.class,
            WebhooksCommand.class,
            HostileCommand.class,
            WorkerCommand.class,
            PeersCommand.class,
            ShapesCommand.class,
            OutageCommand.class,
            GrowthCommand.class
        },
        description = "Loads a running instance and checks every answer.")
public final class Bench implements Callable<Integer> {

    @Mixin private RunOptions run = new RunOptions();

    @Mixin private KeyOptions instance = new KeyOptions();

    @Option(
            names = "--pids",
            split = ",",
            description = "The instance's processes (default: those in <home>/run/*.pid).")
    private List<Long> pids = List.of();

    @Option(names = "--json", description = "Write the whole report to this file.")
    private @Nullable Path json;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Runs the command line and exits. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println(line.getColorScheme().errorText(e.toString()));
                    return CommandLine.ExitCode.USAGE;
                });
    }

    @Override
    public Integer call() throws InterruptedException {
        BenchConfig config = run.config(instance.key(), new SecureRandom().nextLong());
        Console console = new Console(spec.commandLine().getOut());
        Workload workload =
                Workloads.of(
                        config.model(), new Instance(config.target()).metadata(config.model()));
        List<NamedPid> processes = processes();
        console.say(
                "%s at %s, seed %d, processes %s"
                        .formatted(
                                config.model(),
                                config.target(),
                                config.inputs().seed(),
                                processes.isEmpty() ? "unknown (no CPU figures)" : processes));
        Report report =
                new BenchRun(config, workload, Meter.of(processes), console)
                        .run(InstantSource.system());
        console.summary(report);
        if (json != null) {
            report.write(json);
        }
        return report.clean() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<NamedPid> processes() {
        return pids.isEmpty()
                ? NamedPid.in(instance.home().resolve("run"))
                : pids.stream().map(pid -> new NamedPid("pid " + pid, pid)).toList();
    }
}
