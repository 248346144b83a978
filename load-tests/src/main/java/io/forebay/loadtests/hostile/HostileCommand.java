package io.forebay.loadtests.hostile;

import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.machine.NamedPid;
import io.forebay.loadtests.option.DurationConverter;
import io.forebay.loadtests.option.KeyOptions;
import io.forebay.loadtests.report.JsonFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code forebay bench hostile}: a good client at half of what the instance can do, alone and then
 * beside hostile clients of another tenant. Exits with 0 when everything was answered as it has to
 * be and the good client's p99 stayed within the bound.
 */
@Command(
        name = "hostile",
        mixinStandardHelpOptions = true,
        description =
                "A good client beside hostile ones; needs noop applied and a model of pictures.")
public final class HostileCommand implements Callable<Integer> {

    @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "The instance.")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Mixin private KeyOptions instance = new KeyOptions();

    @Option(
            names = "--cases",
            required = true,
            description = "The folder of conformance cases: json, strings, bodies, images.")
    private Path cases = Path.of(".");

    @Option(
            names = "--pictures",
            defaultValue = "notes",
            description = "The model that pictures are sent to (default: ${DEFAULT-VALUE}).")
    private String pictures = "notes";

    @Option(
            names = "--rate",
            description = "Of the good client, a second (default: half of a closed loop's).")
    private double rate;

    @Option(
            names = "--warm-up",
            defaultValue = "20000",
            description = "Jobs before any is measured (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--alone",
            converter = DurationConverter.class,
            defaultValue = "60s",
            description = "How long the good client is alone (default: ${DEFAULT-VALUE}).")
    private Duration alone = Duration.ofSeconds(60);

    @Option(
            names = "--clients",
            defaultValue = "4",
            description = "Hostile clients (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--pause",
            converter = DurationConverter.class,
            defaultValue = "50ms",
            description = "Of each of them after each case (default: ${DEFAULT-VALUE}).")
    private Duration pause = Duration.ofMillis(50);

    @Option(
            names = "--beside",
            converter = DurationConverter.class,
            defaultValue = "3m",
            description = "How long it is beside hostile ones (default: ${DEFAULT-VALUE}).")
    private Duration beside = Duration.ofMinutes(3);

    @Option(
            names = "--slow",
            defaultValue = "100",
            description = "Connections that send a byte now and then (default: ${DEFAULT-VALUE}).")
    private int slow;

    @Option(
            names = "--bound",
            defaultValue = "2",
            description = "Of p99 beside hostile clients to p99 alone (default: ${DEFAULT-VALUE}).")
    private double bound;

    @Option(names = "--json", description = "Write the whole report to this file.")
    private @Nullable Path json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        Target good = new Target(url, instance.key(), Duration.ofMinutes(2));
        Stranger stranger = Stranger.of(good);
        try {
            HostileConfig config =
                    new HostileConfig(
                            good,
                            new Target(url, stranger.key(), Duration.ofMinutes(2)),
                            cases,
                            pictures,
                            rate,
                            warmUp,
                            alone,
                            beside,
                            clients,
                            pause,
                            slow);
            Processes processes = Processes.of(NamedPid.in(instance.home().resolve("run")));
            HostileResult result =
                    new HostileRun(
                                    config,
                                    processes,
                                    line -> {
                                        out.println(line);
                                        out.flush();
                                    },
                                    new SecureRandom().nextLong())
                            .run();
            Summary.print(out, result, processes.count());
            if (json != null) {
                JsonFile.write(json, result);
            }
            return result.isClean() && result.p99Ratio() <= bound
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        } finally {
            stranger.leave();
        }
    }
}
