package io.forebay.loadtests.shapes.outage;

import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.option.DurationConverter;
import io.forebay.loadtests.option.OwnProcesses;
import io.forebay.loadtests.report.JsonFile;
import io.forebay.loadtests.shapes.ShapeSvg;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code forebay bench outage}: no worker for minutes, on processes of its own. */
@Command(
        name = "outage",
        mixinStandardHelpOptions = true,
        description =
                "Starts a broker, a Redis and the services, ends all workers while jobs go on being"
                        + " offered, starts them again, and says how soon all is as before.")
public final class OutageCommand implements Callable<Integer> {

    @Option(names = "--rate", description = "Jobs a second (default: ${DEFAULT-VALUE}).")
    private double rate = 30;

    @Option(names = "--before", converter = DurationConverter.class, description = "(default: 60s)")
    private Duration before = Duration.ofSeconds(60);

    @Option(names = "--outage", converter = DurationConverter.class, description = "(default: 5m)")
    private Duration outage = Duration.ofMinutes(5);

    @Option(names = "--after", converter = DurationConverter.class, description = "(default: 4m)")
    private Duration after = Duration.ofMinutes(4);

    @Option(names = "--workers", description = "Worker processes (default: ${DEFAULT-VALUE}).")
    private int workers = 2;

    @Option(names = "--seed", description = "Of jobs (default: any).")
    private @Nullable Long seed;

    @Option(names = "--out", description = "Where data and report go (default: a temporary one).")
    private @Nullable Path out;

    @Mixin private OwnProcesses processes = new OwnProcesses();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter console = spec.commandLine().getOut();
        Path directory = OwnProcesses.directory(out, "outage");
        OutageConfig config =
                new OutageConfig(
                        rate,
                        before,
                        outage,
                        after,
                        seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed,
                        workers,
                        directory,
                        processes.classPaths(),
                        Duration.ofMinutes(6),
                        Duration.ofMinutes(6));
        OutageRun.Result result =
                new OutageRun(
                                config,
                                line -> {
                                    console.println(line);
                                    console.flush();
                                })
                        .run();
        write(config, result, directory);
        for (Verdict verdict : result.verdicts()) {
            console.printf(
                    "%-16s %s (%,d looked at)%n",
                    verdict.checker(),
                    verdict.kept() ? "kept" : verdict.findings().size() + " BREACHES",
                    verdict.looked());
            verdict.findings().stream().limit(3).forEach(one -> console.println("   " + one));
        }
        console.printf(
                Locale.ROOT,
                "%,d accepted, %,d ended, %,d open at most; p99 before %.1f ms, %s%nseed %d; %s/outage.html and outage.json%n",
                result.accepted(),
                result.ended(),
                result.mostOpen(),
                result.recovery().beforeMs(),
                words(result),
                config.seed(),
                directory);
        console.flush();
        return result.kept() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static String words(OutageRun.Result result) {
        return result.recovery().seconds().isPresent()
                ? "within twice of it %d s after the workers were started"
                        .formatted(result.recovery().seconds().getAsInt())
                : "NOT within twice of it before the end";
    }

    private static void write(OutageConfig config, OutageRun.Result result, Path directory)
            throws IOException {
        String picture =
                ShapeSvg.draw(
                        result.seconds().count(), result.burst(), Map.of("jobs", result.seconds()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seed", config.seed());
        json.put("ratePerSecond", config.rate());
        json.put("outageSeconds", config.outage().toSeconds());
        json.put("workers", config.workers());
        json.put("accepted", result.accepted());
        json.put("ended", result.ended());
        json.put("mostOpen", result.mostOpen());
        json.put("p99BeforeMs", result.recovery().beforeMs());
        json.put("recovered", words(result));
        json.put("kept", result.kept());
        json.put(
                "verdicts",
                result.verdicts().stream()
                        .map(one -> List.of(one.checker(), one.looked(), one.findings().size()))
                        .toList());
        json.put("dueEndedP50P99BySecond", result.seconds().table());
        JsonFile.write(directory.resolve("outage.json"), json);
        Files.writeString(directory.resolve("outage.svg"), picture);
        Files.writeString(
                directory.resolve("outage.html"),
                "<!doctype html><meta charset=utf-8><title>Outage</title><h1>%d s without workers</h1><p>%s</p>%s"
                        .formatted(config.outage().toSeconds(), words(result), picture));
    }
}
