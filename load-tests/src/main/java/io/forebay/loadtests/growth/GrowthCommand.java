package io.forebay.loadtests.growth;

import io.forebay.loadtests.growth.point.Axis;
import io.forebay.loadtests.growth.report.GrowthReport;
import io.forebay.loadtests.growth.site.Amounts;
import io.forebay.loadtests.option.DurationConverter;
import io.forebay.loadtests.option.OwnProcesses;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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

/** {@code forebay bench growth}: how cost grows, on processes of its own. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = {
            "Makes one thing after the other larger and says whether cost grows faster than its work."
                    + " Each point has a broker, a Redis and one of each service of its own on"
                    + " loopback, started anew with empty directories and ended by it.",
            "A cost (of a job, a waiter, a MiB) grows faster than its work when it rises by more than"
                    + " 25 %% per tenfold, by a line through the logarithms of the points from the"
                    + " cheapest on. Every answer is checked; a point during which others had the"
                    + " processors says DISTURBED.",
            "Progress goes to the standard error, tables to the standard output."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every answer was right, whatever grows",
            "1:some was not, or a point could not be measured: its line says NOT CLEAN",
            "2:nothing could be run: the message says why"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forebay bench growth --out growth",
            "      all of it: an hour and more, on a machine to itself, and 20 GB of disk",
            "  ./forebay bench growth --axes waiters,rebuild --points 2",
            "      the two smallest sizes of two axes",
            "  ./forebay bench growth --axes open-jobs --sizes open-jobs=0,100000,1000000",
            "      up to a million open jobs"
        })
public final class GrowthCommand implements Callable<Integer> {

    @Option(
            names = "--axes",
            split = ",",
            description = {
                "Which of (default: all), and their sizes:",
                "  partitions     1, 4, 16, 64",
                "  open-jobs      0, 1,000, 10,000, 100,000",
                "  waiters        1, 100, 1,000, 10,000 on a flight",
                "  payload        1 KiB, 64 KiB, 1 MiB, 10 MiB",
                "  tenants        1, 10, 100, 1,000",
                "  models         1, 10, 50",
                "  restart        1,000, 10,000, 100,000 open jobs",
                "  restart-cache  1,000, 10,000, 100,000 results",
                "  rebuild        1,000, 10,000, 100,000 ended jobs"
            })
    private List<String> axes = Stream.of(Axis.values()).map(Axis::title).toList();

    @Option(
            names = "--sizes",
            paramLabel = "AXIS=N,N",
            description = "Other sizes of an axis; may be repeated for others.")
    private Map<String, String> sizes = new LinkedHashMap<>();

    @Option(names = "--points", description = "Only so many of each axis, the smallest first.")
    private int points = Integer.MAX_VALUE;

    @Option(names = "--jobs", description = "Of a closed loop (default: ${DEFAULT-VALUE}).")
    private int jobs = 10_000;

    @Option(names = "--warmup-jobs", description = "Before it (default: ${DEFAULT-VALUE}).")
    private int warmupJobs = 5_000;

    @Option(
            names = "--outstanding",
            description =
                    "Jobs in the air in a closed loop, the most in an open one (default:"
                            + " ${DEFAULT-VALUE}).")
    private int outstanding = 128;

    @Option(
            names = "--rate",
            description = "Jobs a second of the open loop (default: ${DEFAULT-VALUE}).")
    private double rate = 100;

    @Option(
            names = "--length",
            converter = DurationConverter.class,
            description = "Of the open loop (default: 20s).")
    private Duration length = Duration.ofSeconds(20);

    @Option(names = "--partitions", description = "On the other axes (default: ${DEFAULT-VALUE}).")
    private int partitions = 4;

    @Option(
            names = "--disturbed-above",
            description =
                    "The share of the processors that others may have, 0 to 1 (default:"
                            + " ${DEFAULT-VALUE}).")
    private double disturbedAbove = 0.1;

    @Option(names = "--seed", description = "Of inputs and arrivals (default: any).")
    private @Nullable Long seed;

    @Option(names = "--json", description = "Write the report there as well.")
    private @Nullable Path json;

    @Option(
            names = "--out",
            description =
                    "Where growth.json, growth.md, growth.html, pictures and logs go (default: a"
                            + " temporary folder).")
    private @Nullable Path out;

    @Mixin private OwnProcesses processes = new OwnProcesses();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        Map<Axis, List<Long>> chosen = chosen();
        Amounts amounts = new Amounts(jobs, warmupJobs, outstanding, rate, length, partitions);
        Path directory = OwnProcesses.directory(out, "growth");
        GrowthConfig config =
                new GrowthConfig(
                        chosen,
                        amounts,
                        disturbedAbove,
                        seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed,
                        processes.classPath(),
                        directory);
        Files.createDirectories(config.directory());
        say(
                spec.commandLine().getErr(),
                "seed %d; report and logs in %s".formatted(config.seed(), config.directory()));
        GrowthReport report =
                new GrowthRun(config, line -> say(spec.commandLine().getErr(), line))
                        .run(Instant.now());
        if (json != null) {
            report.writeJson(json);
        }
        PrintWriter console = spec.commandLine().getOut();
        say(console, report.markdown());
        say(
                console,
                report.clean()
                        ? "Every answer was right. Pictures: %s/growth.html"
                                .formatted(config.directory())
                        : "NOT CLEAN: see above.");
        return report.clean() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** What is to be measured, by what was asked for. */
    Map<Axis, List<Long>> chosen() {
        if (points < 1) {
            throw new IllegalArgumentException("points must be at least 1, not " + points);
        }
        Map<Axis, List<Long>> given = new EnumMap<>(Axis.class);
        sizes.forEach((title, text) -> given.put(Axis.parse(title), numbers(title, text)));
        Map<Axis, List<Long>> chosen = new EnumMap<>(Axis.class);
        for (String title : axes) {
            Axis axis = Axis.parse(title);
            chosen.put(
                    axis,
                    given.getOrDefault(axis, axis.sizes()).stream()
                            .sorted()
                            .limit(points)
                            .toList());
        }
        return chosen;
    }

    private static List<Long> numbers(String title, String text) {
        try {
            return Arrays.stream(text.split(",")).map(String::strip).map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--sizes %s=%s: expected whole numbers with commas between them"
                            .formatted(title, text),
                    e);
        }
    }

    private static void say(PrintWriter to, String line) {
        to.println(line);
        to.flush();
    }
}
