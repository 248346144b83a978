package io.forebay.standalone;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.metric.Metric;
import io.forebay.schemas.metric.MetricCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alerts, dashboards and scaling ask for metrics that the services really export. */
@ExtendWith(RunningForebay.class)
class ExportedMetricsIT {

    private static final Path MONITORING = Path.of("../keda/components/prometheus-operator");
    private static final List<Path> QUERIES =
            List.of(
                    MONITORING.resolve("rules.yaml"),
                    MONITORING.resolve("ingest-scaling.yaml"),
                    Path.of("../keda/dashboards/dashboards.yaml"),
                    Path.of("../keda/components/deletion-cost/set-costs.sh"));
    private static final Pattern METRIC = Pattern.compile("\\bforebay_[a-z_]+");

    /** What a family is; the maximum of a timer is a family of its own. */
    private static final Pattern FAMILY =
            Pattern.compile(
                    "# HELP (forebay_\\w+(?<!_max)) (.*)\\n# TYPE \\1 (\\w+)", Pattern.MULTILINE);

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    /** Of services that are not in this process. */
    private static final Pattern ELSEWHERE = Pattern.compile("forebay_(webhooks|scaler)_.*");

    @BeforeEach
    void oneJobWent(Api api) {
        assertThat(
                        api.post("/v1/models/digits/jobs", Tensors.digit(4711), "Prefer", "wait=30")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void everyMetricThatIsAskedForIsExported(Api api) throws IOException {
        Set<String> exported = exported(api);
        Set<String> asked = new TreeSet<>();
        for (Path file : QUERIES) {
            asked.addAll(names(Files.readString(file)));
        }

        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(asked)
                .filteredOn(name -> !ELSEWHERE.matcher(name).matches())
                // An alert's text may name a timer or summary as a whole.
                .allSatisfy(name -> assertThat(exported).containsAnyOf(name, name + "_count"));
    }

    @Test
    void everyMetricIsWhatTheCatalogSays(Api api) {
        Map<String, Metric> catalog =
                MetricCatalog.load().metrics().stream()
                        .collect(toMap(metric -> Exposed.of(metric).name(), identity()));
        String scraped = scrape(api);
        List<MatchResult> families = FAMILY.matcher(scraped).results().toList();

        assertThat(families).hasSizeGreaterThan(30);
        for (MatchResult family : families) {
            Metric metric = catalog.get(family.group(1));
            assertThat(metric).as(family.group()).isNotNull();
            assertThat(family.group(2)).as(family.group()).isEqualTo(metric.about());
            assertThat(family.group(3)).as(family.group()).isEqualTo(Exposed.of(metric).type());
            assertThat(labels(scraped, family.group(1)))
                    .as(family.group())
                    .containsExactlyInAnyOrderElementsOf(metric.labels());
        }
    }

    /** Of a family, without those that say which bucket or quantile a line is. */
    private static Set<String> labels(String scraped, String family) {
        return Pattern.compile(
                        "^" + family + "(?:_bucket|_sum|_count)?\\{(.*)} ", Pattern.MULTILINE)
                .matcher(scraped)
                .results()
                .flatMap(line -> LABEL.matcher(line.group(1)).results())
                .map(label -> label.group(1))
                .filter(label -> !label.equals("le"))
                .collect(toCollection(TreeSet::new));
    }

    private static String scrape(Api api) {
        return new String(api.get("/metrics").raw().body(), StandardCharsets.UTF_8);
    }

    private static Set<String> exported(Api api) {
        return scrape(api)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> names(String text) {
        return METRIC.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(toCollection(TreeSet::new));
    }
}
