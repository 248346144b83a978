package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.loadtests.cluster.ClassPaths;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.soak.Soak;
import io.forebay.loadtests.soak.SoakConfig;
import io.forebay.loadtests.soak.SoakResult;
import io.forebay.loadtests.soak.report.SoakReport;
import io.forebay.loadtests.soak.sample.Sampler;
import io.forebay.loadtests.soak.slope.Life;
import io.forebay.loadtests.soak.slope.Measure;
import io.forebay.loadtests.soak.slope.SlopeRule;
import io.forebay.loadtests.torture.fault.FaultGroup;
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

/**
 * A minute of the soak: every promise is kept, everything is sampled, and a process that a fault
 * ends begins another life. What grows is not told in so short a time. Asked for by {@code
 * -Dforebay.soak=true}.
 */
@EnabledIfSystemProperty(
        named = "forebay.soak",
        matches = "true",
        disabledReason = "SKIPPED: the soak runs with -Dforebay.soak=true")
class SoakIT {

    private static final PrintStream OUT =
            new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final Duration START = Duration.ofMinutes(6);

    @Test
    void aMinuteIsSampledAndJudged() throws InterruptedException {
        Path home = RunningForebay.freshHome();
        SoakConfig config =
                new SoakConfig(
                        Duration.ofSeconds(60),
                        20,
                        1,
                        Duration.ZERO,
                        20_261,
                        EnumSet.of(FaultGroup.WORKERS, FaultGroup.REDIS),
                        Duration.ofSeconds(15),
                        Map.of(Role.WORKER, 2),
                        home,
                        ClassPaths.of(System.getProperty("java.class.path")),
                        new Sampler.Rhythm(Duration.ofSeconds(3), Duration.ofSeconds(20)),
                        new SlopeRule(Duration.ofSeconds(10), Duration.ofSeconds(10), 0.5),
                        START,
                        Duration.ofMinutes(3),
                        0.2);

        SoakResult result = new Soak(config, OUT::println).run();

        assertThat(result.verdicts())
                .allSatisfy(verdict -> {
                    assertThat(verdict.findings())
                            .as("%s in %s", verdict.checker(), home)
                            .isEmpty();
                    assertThat(verdict.looked()).as(verdict.checker()).isPositive();
                });
        assertThat(result.faults()).hasSizeGreaterThanOrEqualTo(4);
        Set<Measure> sampled =
                result.series().stream()
                        .map(series -> series.subject().measure())
                        .collect(Collectors.toSet());
        assertThat(sampled).containsExactlyInAnyOrder(Measure.values());
        assertThat(
                        result.series().stream()
                                .filter(series -> series.subject().measure() == Measure.RSS)
                                .flatMap(series -> series.lives().stream())
                                .map(Life::name)
                                .map(name -> name.replaceAll(" .*", ""))
                                .collect(Collectors.toSet()))
                .contains("broker", "redis", "dispatcher-1", "ingest-1", "worker-1/device");
        new SoakReport(result).write(home);
        assertThat(home.resolve("soak.html")).isNotEmptyFile();
        assertThat(home.resolve("soak.md")).content().contains("Every promise was kept");
    }
}
