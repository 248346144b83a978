package io.forebay.loadtests.peers;

import io.forebay.loadtests.cluster.ProcessStyle;
import io.forebay.loadtests.model.BenchModels;
import io.forebay.loadtests.peers.measure.Amounts;
import io.forebay.loadtests.peers.measure.Figures;
import io.forebay.loadtests.peers.measure.Quiet;
import io.forebay.loadtests.peers.measure.SideBySide;
import io.forebay.loadtests.peers.plan.Plan;
import io.forebay.loadtests.peers.plan.Scenario;
import io.forebay.loadtests.peers.report.PeersPictures;
import io.forebay.loadtests.peers.report.PeersReport;
import io.forebay.loadtests.peers.report.PeersTables;
import io.forebay.loadtests.peers.system.Contestants;
import io.forebay.loadtests.peers.system.NodePackages;
import io.forebay.loadtests.peers.system.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * {@code forebay bench peers}: Forebay beside what a team would write instead, by turns. Exits with
 * 0 when every job of every system was answered once and right, 1 when not, 2 when it could not
 * run.
 */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = {
            "Runs Forebay and what a team would write instead, by turns, under the same load with"
                    + " the same checks: a plain consumer loop (Kafka, Redis, Java), and BullMQ with"
                    + " onnxruntime-node with and without batching by hand.",
            "Each round starts every system anew on loopback, warms it up, measures all scenarios"
                    + " and stops it; the next round has the reverse order. A step during which other"
                    + " processes had the processors is run again, and the report says so.",
            "All systems get the same inputs, and every answer is checked: that it is there, once,"
                    + " and right."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every job of every system was answered, once, and right, and told where it was to be",
            "1:some was not: the line of its step says NOT CLEAN",
            "2:the comparison could not run: the message says why"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forebay bench peers --out comparison",
            "      what figures are stated of: 12 visits of minutes each, on a machine to itself",
            "  ./forebay bench peers --rounds 1 --jobs 2000",
            "      whether all of it works here: no figures to rely on",
            "  ./forebay bench peers --systems forebay,loop --scenarios saturation,latency",
            "      without Node",
        })
public final class PeersCommand implements Callable<Integer> {

    @Option(
            names = "--scenarios",
            split = ",",
            description = {
                "Which of (default: all):",
                "  saturation  noop and conv, a closed loop",
                "  latency-30  conv, an open loop at 30 %% of the system's own saturation",
                "  latency-60  the same at 60 %%; latency stands for both",
                "  duplicates  conv, a closed loop in which half of the inputs are repeated",
                "  burst       noop, posted as fast as they are taken, then asked for",
                "  webhooks    noop, each end told by a signed POST"
            })
    private List<String> scenarios = Stream.of(Scenario.values()).map(Scenario::title).toList();

    @Option(
            names = "--systems",
            split = ",",
            description =
                    "forebay, loop, bullmq, bullmq-batched (default: all; the last two are skipped,"
                            + " loudly, where Node 20 or its packages are not to be had).")
    private List<String> systems = List.of();

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "In each of which every system runs once (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Mixin private AmountOptions amountOptions = new AmountOptions();

    @Option(
            names = "--disturbed-above",
            defaultValue = "0.1",
            description =
                    "The share of the processors that others may have during a step, 0 to 1"
                            + " (default: ${DEFAULT-VALUE}).")
    private double disturbedAbove;

    @Option(
            names = "--repeats",
            defaultValue = "2",
            description = "Of a step that was disturbed (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(names = "--seed", description = "Of inputs and arrivals (default: any).")
    private @Nullable Long seed;

    @Option(names = "--json", description = "Write the report there as well.")
    private @Nullable Path json;

    @Option(
            names = "--out",
            description =
                    "Where peers.json, peers.html, pictures, data and logs go (default: a temporary"
                            + " folder).")
    private @Nullable Path out;

    @Option(
            names = "--services",
            defaultValue = "${env:FOREBAY_SERVICES}",
            required = true,
            hidden = true)
    private String services = "";

    @Option(
            names = "--node-folder",
            defaultValue = "${env:FOREBAY_PEERS:-load-tests/peers/node}",
            hidden = true)
    private Path node = Path.of("load-tests/peers/node");

    @Option(names = "--java-options", defaultValue = "${env:FOREBAY_PEERS_JAVA:-}", hidden = true)
    private String javaOptions = "";

    @Option(names = "--wrapper", defaultValue = "${env:FOREBAY_PEERS_WRAPPER:-}", hidden = true)
    private String wrapper = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public Integer call() throws InterruptedException, IOException {
        Instant startedAt = Instant.now();
        Set<Scenario> chosenScenarios = Scenario.parse(scenarios);
        Amounts amounts = amountOptions.amounts();
        Quiet quiet = new Quiet(disturbedAbove, repeats);
        long chosen = seed == null ? new SecureRandom().nextLong() : seed;
        Entrants entrants = Entrants.of(systems, new NodePackages(node));
        entrants.leftOut().ifPresent(this::say);
        Plan plan = Plan.of(entrants.contestants(), chosenScenarios, rounds);
        Path directory =
                out == null
                        ? Files.createTempDirectory("forebay-peers")
                        : Files.createDirectories(out).toAbsolutePath();
        BenchModels.write(directory.resolve("models"));
        say("seed %d; data and logs in %s".formatted(chosen, directory));
        List<Figures> figures =
                new SideBySide(
                                new Contestants(surroundings(directory)),
                                amounts,
                                quiet,
                                chosen,
                                one -> say(PeersTables.line(one)))
                        .run(plan, directory);
        Map<String, Object> asked = asked(plan, amounts, quiet, chosen);
        entrants.leftOut().ifPresent(why -> asked.put("leftOut", why));
        PeersReport report = PeersReport.of(startedAt, asked, figures);
        say(PeersTables.of(report));
        entrants.leftOut().ifPresent(this::say);
        write(report, directory);
        return report.clean() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Surroundings surroundings(Path directory) {
        return new Surroundings(
                directory.resolve("models"),
                services,
                System.getProperty("java.class.path"),
                node.toAbsolutePath().normalize(),
                new ProcessStyle(words(wrapper), words(javaOptions)),
                PATIENCE);
    }

    private void write(PeersReport report, Path directory) {
        report.write(directory.resolve("peers.json"));
        if (json != null) {
            report.write(json);
        }
        PeersPictures.write(report, directory);
        say("pictures and tables: %s/peers.html".formatted(directory));
    }

    private Map<String, Object> asked(Plan plan, Amounts amounts, Quiet quiet, long chosen) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("systems", plan.contestants());
        asked.put("steps", plan.steps());
        asked.put("rounds", plan.rounds());
        asked.put("jobs", amounts.jobs());
        asked.put("warmupJobs", amounts.warmupJobs());
        asked.put("burstJobs", amounts.burstJobs());
        asked.put("webhookJobs", amounts.webhookJobs());
        asked.put("openLoop", amounts.latency().toString());
        asked.put("disturbedAbove", quiet.foreignShare());
        asked.put("repeats", quiet.repeats());
        asked.put("seed", chosen);
        return asked;
    }

    private void say(String line) {
        PrintWriter console = spec.commandLine().getOut();
        console.println(line);
        console.flush();
    }

    private static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }
}
