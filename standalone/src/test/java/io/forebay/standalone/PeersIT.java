package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import io.forebay.loadtests.peers.system.Contestant;
import io.forebay.loadtests.peers.system.Contestants;
import io.forebay.loadtests.peers.system.NodePackages;
import io.forebay.loadtests.peers.system.Surroundings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every system of the comparison answers a few dozen jobs of every scenario, and answers right. */
class PeersIT {

    private static final PrintStream OUT =
            new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final Path NODE = Path.of("..", "load-tests", "peers", "node");

    @ParameterizedTest
    @EnumSource(Contestant.class)
    void everySystemAnswersAndTellsEveryJob(Contestant contestant) throws InterruptedException {
        if (contestant.needsNode()) {
            Optional<String> problem = new NodePackages(NODE).install();
            problem.ifPresent(why -> OUT.println("SKIPPED: " + contestant.title() + ": " + why));
            assumeTrue(problem.isEmpty(), () -> "SKIPPED: " + problem.orElse(""));
        }
        Path home = RunningForebay.freshHome();
        Path models = home.resolve("models");
        BenchModels.write(models);
        String classPath = System.getProperty("java.class.path");
        Surroundings around =
                new Surroundings(
                        models,
                        classPath,
                        classPath,
                        NODE.toAbsolutePath().normalize(),
                        new ProcessStyle(List.of(), List.of("-XX:TieredStopAtLevel=1"))
                                .with(
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--sun-misc-unsafe-memory-access=allow"),
                        Duration.ofMinutes(3));
        Plan plan = Plan.of(List.of(contestant), EnumSet.allOf(Scenario.class), 1);

        List<Figures> figures =
                new SideBySide(
                                new Contestants(around),
                                new Amounts(48, 8, 48, 24, Duration.ofSeconds(1)),
                                new Quiet(1, 0),
                                20_261,
                                OUT::println)
                        .run(plan, home);

        assertThat(figures).hasSameSizeAs(plan.steps());
        assertThat(figures)
                .allSatisfy(one -> {
                    assertThat(one.isClean()).as("%s", one).isTrue();
                    assertThat(one.cpuSecondsPer1000()).isNotNegative();
                    assertThat(one.peakRssBytes()).isPositive();
                });
        PeersReport report = PeersReport.of(Instant.now(), Map.of(), figures);
        report.write(home.resolve("peers.json"));
        PeersPictures.write(report, home);
        assertThat(home.resolve("peers.html")).isNotEmptyFile();
    }
}
