package io.forebay.loadtests.growth.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.loadtests.growth.point.Axis;
import io.forebay.loadtests.growth.point.AxisResult;
import io.forebay.loadtests.growth.point.Figure;
import io.forebay.loadtests.growth.point.Point;
import io.forebay.loadtests.machine.MachineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class GrowthReportTest {

    private static final AxisResult REBUILD =
            new AxisResult(
                    Axis.REBUILD,
                    List.of(
                            rebuild(1_000, 0.5, Map.of(), false),
                            rebuild(10_000, 0.9, Map.of(), true),
                            rebuild(100_000, 70, Map.of(), false)));
    private static final AxisResult WAITERS =
            new AxisResult(
                    Axis.WAITERS,
                    List.of(
                            new Point(
                                    1,
                                    List.of(Figure.cost("ms a waiter", 12.345)),
                                    1,
                                    Map.of("refused: 429 <open_jobs>", 3),
                                    0.25,
                                    true)));

    @TempDir private Path directory;

    @Test
    void theTableHasARowForEachSizeAndSaysWhatGrows() {
        String text = report(REBUILD).markdown();

        assertThat(text)
                .contains(
                        "| ended jobs | s until whole | s per million jobs | ms a job | answers right | others had |  |",
                        "| 1,000 | 0.500 | 500 | 0.500 | 7 | 2 % |  |",
                        "| 10,000 | 0.900 | 90 | 0.0900 | 7 | 2 % | DISTURBED |",
                        "| 100,000 | 70 | 700 | 0.700 | 7 | 2 % |  |",
                        "- ms a job: **grows faster than its work** (but others had the processors)."
                                + " Size^0.89, which is +678 % per tenfold, from 10,000 ended jobs on;"
                                + " size^0.07 over all.",
                        "- At the largest size 700.0 s per million jobs, of which 60 s are allowed:"
                                + " **NOT KEPT**.",
                        "25 %");
    }

    @Test
    void aRebuildInTimeIsKept() {
        AxisResult quick =
                new AxisResult(Axis.REBUILD, List.of(rebuild(1_000_000, 59, Map.of(), false)));

        assertThat(report(quick).markdown())
                .contains("59.0 s per million jobs, of which 60 s are allowed: **kept**");
    }

    @Test
    void aMillionIsNotToldFromAThousand() {
        AxisResult few =
                new AxisResult(Axis.REBUILD, List.of(rebuild(1_000, 1.5, Map.of(), false)));

        assertThat(report(few).markdown())
                .contains("cannot be told from fewer than 100,000 jobs")
                .doesNotContain("KEPT", "kept");
    }

    @Test
    void whatIsNotRightIsSaidAndNothingIsToldFromIt() {
        GrowthReport report = report(WAITERS);

        assertThat(report.clean()).isFalse();
        assertThat(report(REBUILD).clean()).isTrue();
        assertThat(report.markdown())
                .contains(
                        "| 1 | 12.3 | 1 | 25 % | DISTURBED NOT CLEAN: {refused: 429 <open_jobs>=3} |",
                        "- ms a waiter: cannot be told");
        assertThat(GrowthTables.line(Axis.WAITERS, WAITERS.points().getFirst()))
                .contains("waiters", "1 jobs on one flight", "ms a waiter 12.3", "NOT CLEAN");
    }

    @Test
    void everythingIsInTheJson() throws IOException {
        report(REBUILD, WAITERS).write(directory);

        JsonNode json = new JsonMapper().readTree(directory.resolve("growth.json").toFile());
        assertThat(json.path("clean").asBoolean()).isFalse();
        assertThat(json.path("asked").path("seed").asInt()).isEqualTo(7);
        JsonNode rebuild = json.path("axes").get(0);
        assertThat(rebuild.path("axis").asText()).isEqualTo("rebuild");
        assertThat(rebuild.path("points")).hasSize(3);
        assertThat(rebuild.path("points").get(2).path("figures").get(0).path("value").asDouble())
                .isEqualTo(70);
        JsonNode growth = rebuild.path("growth").get(0);
        assertThat(growth.path("verdict").asText()).isEqualTo("grows faster than its work");
        assertThat(growth.path("exponentAtTheEnd").asDouble()).isBetween(0.88, 0.9);
        assertThat(growth.path("from").asLong()).isEqualTo(10_000);
        assertThat(json.path("axes").get(1).path("growth").get(0).has("exponent")).isFalse();
    }

    @Test
    void everyAxisHasAPictureWithAPointForEachSize() throws Exception {
        report(REBUILD, WAITERS).write(directory);

        Document rebuild =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(directory.resolve("growth-rebuild.svg").toFile());
        assertThat(rebuild.getElementsByTagName("circle").getLength()).isEqualTo(3);
        assertThat(Files.readString(directory.resolve("growth-waiters.svg")))
                .containsOnlyOnce("<circle")
                .contains("fill=\"white\"/>", "ms a waiter: cannot be told");
        assertThat(Files.readString(directory.resolve("growth.html")))
                .contains("429 &lt;open_jobs>", "<svg", "NOT KEPT");
    }

    private static GrowthReport report(AxisResult... results) {
        return new GrowthReport(
                Instant.EPOCH,
                Map.of("seed", 7),
                new MachineFacts(2, "some", 1, "Linux", "25"),
                List.of(results));
    }

    private static Point rebuild(
            long size, double seconds, Map<String, Integer> problems, boolean disturbed) {
        return new Point(
                size,
                List.of(
                        Figure.of("s until whole", seconds),
                        Figure.of("s per million jobs", seconds * 1e6 / size),
                        Figure.cost("ms a job", seconds * 1e3 / size)),
                7,
                problems,
                0.02,
                disturbed);
    }
}
