package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.loadtests.growth.GrowthConfig;
import io.forebay.loadtests.growth.GrowthRun;
import io.forebay.loadtests.growth.point.Axis;
import io.forebay.loadtests.growth.point.Point;
import io.forebay.loadtests.growth.report.GrowthReport;
import io.forebay.loadtests.growth.site.Amounts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two tiny points of two axes of {@code ./forebay bench growth}, on services of their own. */
class GrowthIT {

    private static final int WARM_UP = 40;

    @Test
    void waitersAndARebuildAreMeasuredAndEveryAnswerIsRight() throws InterruptedException {
        Path out = RunningForebay.freshHome();
        GrowthConfig config =
                new GrowthConfig(
                        Map.of(Axis.WAITERS, List.of(20L), Axis.REBUILD, List.of(100L)),
                        new Amounts(100, WARM_UP, 16, 50, Duration.ofSeconds(1), 2),
                        1,
                        20_261,
                        System.getProperty("java.class.path"),
                        out);
        List<String> told = new ArrayList<>();

        GrowthReport report = new GrowthRun(config, told::add).run(Instant.now());

        assertThat(report.clean()).as(report.markdown()).isTrue();
        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).startsWith("waiters");
        Point waiters = report.results().getFirst().points().getFirst();
        assertThat(waiters.right()).isEqualTo(WARM_UP + 20);
        assertThat(waiters.figure("ms a waiter").orElse(0)).isPositive();
        Point rebuild = report.results().getLast().points().getFirst();
        assertThat(rebuild.right()).isEqualTo(100);
        assertThat(rebuild.figure("keys of Redis").orElse(0)).isGreaterThan(100);
        assertThat(rebuild.figure("ms a job").orElse(0)).isPositive();
        assertThat(out.resolve("growth.html")).isNotEmptyFile();
        assertThat(out.resolve("growth-waiters.svg")).isNotEmptyFile();
        assertThat(out.resolve("sites/rebuild-100/broker.log")).exists();
        assertThat(out.resolve("sites/rebuild-100/kafka")).doesNotExist();
    }
}
