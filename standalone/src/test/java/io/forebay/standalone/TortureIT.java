package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.cluster.ClassPaths;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.torture.Campaign;
import io.forebay.loadtests.torture.CampaignResult;
import io.forebay.loadtests.torture.TortureConfig;
import io.forebay.loadtests.torture.fault.FaultGroup;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A slice of the fault campaign on what is shipped, in every build; and, asked for by {@code
 * -Dforebay.torture=true}, an exchange of versions and short campaigns on builds that each lack a
 * guard, which must be caught. Those want a machine to themselves.
 */
class TortureIT {

    private static final PrintStream OUT =
            new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final Duration START = Duration.ofMinutes(6);

    @Test
    void everyPromiseIsKeptUnderFaultsOfEveryGroup() throws InterruptedException {
        TortureConfig config =
                new TortureConfig(
                        600,
                        20,
                        20_261,
                        EnumSet.complementOf(EnumSet.of(FaultGroup.UPGRADES)),
                        Duration.ofSeconds(3),
                        Duration.ZERO,
                        Map.of(Role.DISPATCHER, 2, Role.RESULTS, 2, Role.WORKER, 2, Role.INGEST, 2),
                        RunningForebay.freshHome(),
                        ClassPaths.of(System.getProperty("java.class.path")),
                        START,
                        Duration.ofMinutes(4),
                        // A few hundred flights say little about one in a hundred.
                        0.2);

        CampaignResult result = new Campaign(config, OUT::println).run();

        assertThat(result.faults()).isGreaterThanOrEqualTo(5);
        assertThat(result.verdicts())
                .allSatisfy(verdict -> {
                    assertThat(verdict.findings())
                            .as("%s in %s", verdict.checker(), config.directory())
                            .isEmpty();
                    assertThat(verdict.looked()).as(verdict.checker()).isPositive();
                });
    }

    @Test
    @EnabledIfSystemProperty(
            named = "forebay.torture",
            matches = "true",
            disabledReason = "SKIPPED: longer fault campaigns run with -Dforebay.torture=true")
    void servicesAreExchangedForAnotherVersionAndBackUnderLoad() throws InterruptedException {
        String own = System.getProperty("java.class.path");
        // The same jars, as another class path: what is tried is the exchange.
        String other = own + File.pathSeparator;
        TortureConfig config =
                new TortureConfig(
                        400,
                        10,
                        20_262,
                        EnumSet.of(FaultGroup.UPGRADES),
                        Duration.ofSeconds(4),
                        Duration.ZERO,
                        Map.of(Role.DISPATCHER, 2, Role.RESULTS, 2, Role.WORKER, 2, Role.INGEST, 2),
                        RunningForebay.freshHome(),
                        new ClassPaths(own, other),
                        START,
                        Duration.ofMinutes(4),
                        0.2);

        CampaignResult result = new Campaign(config, OUT::println).run();

        assertThat(result.faults()).isGreaterThanOrEqualTo(4);
        assertThat(result.kept()).as("see %s", config.directory()).isTrue();
    }

    @ParameterizedTest
    @EnabledIfSystemProperty(
            named = "forebay.torture",
            matches = "true",
            disabledReason = "SKIPPED: longer fault campaigns run with -Dforebay.torture=true")
    @CsvSource({
        "NO_DEDUPLICATION,     one-end,      none,    12, 25,  5",
        "NO_FENCING,           fenced,       workers, 90, 50,  5",
        "NO_OFFSET_DISCIPLINE, nothing-lost, workers, 15, 150, 3",
        "NO_DOUBT,             time-grows,   redis,   45, 100, 5"
    })
    void aBuildThatLacksAGuardIsCaught(
            Mutant mutant, String checker, String faults, int seconds, int rate, int every)
            throws InterruptedException {
        Path home = RunningForebay.freshHome();
        TortureConfig config =
                new TortureConfig(
                        rate * seconds,
                        rate,
                        7,
                        faults.equals("none")
                                ? Set.of()
                                : Set.of(
                                        FaultGroup.valueOf(
                                                faults.toUpperCase(java.util.Locale.ROOT))),
                        Duration.ofSeconds(every),
                        Duration.ZERO,
                        Map.of(Role.WORKER, 2),
                        home,
                        ClassPaths.of(
                                mutant.classPath(
                                        home.resolve("mutant"),
                                        System.getProperty("java.class.path"))),
                        START,
                        Duration.ofMinutes(2),
                        1);

        CampaignResult result = new Campaign(config, OUT::println).run();

        assertThat(
                        result.verdicts().stream()
                                .filter(verdict -> !verdict.kept())
                                .map(Verdict::checker)
                                .collect(Collectors.toSet()))
                .contains(checker);
    }
}
