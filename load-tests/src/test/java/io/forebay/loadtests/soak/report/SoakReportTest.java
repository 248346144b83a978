package io.forebay.loadtests.soak.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.loadtests.check.Finding;
import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.cluster.ClassPaths;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.Value;
import io.forebay.loadtests.history.What;
import io.forebay.loadtests.soak.SoakConfig;
import io.forebay.loadtests.soak.SoakResult;
import io.forebay.loadtests.soak.sample.Sampler;
import io.forebay.loadtests.soak.slope.Life;
import io.forebay.loadtests.soak.slope.Measure;
import io.forebay.loadtests.soak.slope.Point;
import io.forebay.loadtests.soak.slope.Series;
import io.forebay.loadtests.soak.slope.SlopeRule;
import io.forebay.loadtests.soak.slope.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakReportTest {

    private static final SlopeRule RULE =
            new SlopeRule(Duration.ofMinutes(5), Duration.ofMinutes(1), 0.5);

    @TempDir private Path folder;

    @Test
    void saysWhatGrowsAndWhatWasBroken() throws Exception {
        SoakReport report = new SoakReport(result(List.of(leak(), flat()), List.of(broken())));
        report.write(folder);

        assertThat(report.headline()).isEqualTo("PROMISES WERE BROKEN; 1 GROW: live heap, ingest.");
        assertThat(folder.resolve("soak.md"))
                .content()
                .contains("| live heap, ingest | 1 | 56 | ", " | GROWS |", " | flat |")
                .contains("| one end | 9 | 1 |")
                .contains("kill-worker 1");
        assertThat(folder.resolve("soak.html")).content().contains("j1: ended twice");
        JsonNode json = new JsonMapper().readTree(folder.resolve("soak.json").toFile());
        assertThat(json.path("series")).hasSize(2);
        assertThat(json.path("trends").path(0).path("outcome").asText()).isEqualTo("GROWS");
        assertThat(json.path("kept").asBoolean()).isFalse();
    }

    @Test
    void theDrawingIsXmlAndHasALineForEachLife() throws Exception {
        new SoakReport(result(List.of(leak(), flat()), List.of())).write(folder);

        var svg =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(folder.resolve("soak.svg").toFile());
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("line").getLength()).isEqualTo(2);
    }

    @Test
    void saysThatTooLittleWasSeenToJudge() throws IOException {
        Series few =
                new Series(
                        new Subject(Measure.RSS, "redis"),
                        List.of(new Life("redis", List.of(new Point(0, 1)))));

        assertThat(new SoakReport(result(List.of(few), List.of())).headline())
                .isEqualTo(
                        "Every promise was kept; nothing grows that could be judged; 1 could not be"
                                + " judged, for want of time.");
    }

    private SoakResult result(List<Series> series, List<Verdict> verdicts) {
        SoakConfig config =
                new SoakConfig(
                        Duration.ofHours(1),
                        10,
                        1,
                        Duration.ZERO,
                        7,
                        Set.of(),
                        Duration.ofMinutes(1),
                        Map.of(Role.WORKER, 2),
                        folder,
                        ClassPaths.of(""),
                        new Sampler.Rhythm(Duration.ofSeconds(15), Duration.ofSeconds(60)),
                        RULE,
                        Duration.ZERO,
                        Duration.ZERO,
                        0.01);
        return new SoakResult(
                config,
                Map.of("accepted", 9),
                1_000,
                List.of(fault(Kind.INVOKE, 61_000), fault(Kind.OK, 63_000)),
                series,
                series.stream().map(RULE::judge).toList(),
                verdicts);
    }

    private static Series leak() {
        return new Series(
                new Subject(Measure.LIVE_HEAP, "ingest"),
                List.of(life(minute -> (40L << 20) + (minute << 20))));
    }

    private static Series flat() {
        return new Series(
                new Subject(Measure.LIVE_HEAP, "worker"), List.of(life(minute -> 40L << 20)));
    }

    private static Life life(java.util.function.LongUnaryOperator value) {
        return new Life(
                "life <1>",
                LongStream.rangeClosed(0, 60)
                        .mapToObj(minute -> new Point(minute * 60_000, value.applyAsLong(minute)))
                        .toList());
    }

    private static Verdict broken() {
        return new Verdict(
                "one-end", "one end", 9, List.of(new Finding("j1", "ended twice", List.of())));
    }

    private static Event fault(Kind kind, long t) {
        return new Event(
                t,
                "fault-1",
                kind,
                What.FAULT,
                "",
                "",
                "",
                Value.detail("[worker-1]").withId("kill-worker"));
    }
}
