package io.forebay.standalone;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private static Set<String> exported(Api api) {
        String scraped = new String(api.get("/metrics").raw().body(), StandardCharsets.UTF_8);
        return scraped.lines()
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
