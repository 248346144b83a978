package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.metric.Metric;
import io.forebay.schemas.metric.MetricCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference of metrics, and that the catalog behind it has those that the code makes. */
class MetricReferenceTest {

    private static final List<Path> SOURCES =
            Stream.of("ingest-api", "dispatcher", "gpu-consumer", "result-store", "keda/scaler")
                    .map(module -> Path.of("..", module, "src", "main", "java"))
                    .toList();
    private static final Pattern REGISTERS =
            Pattern.compile("io\\.micrometer\\.core\\.instrument\\.(?!Tags?;)");
    private static final Pattern NAME = Pattern.compile("\"(forebay\\.[a-z.]+)\"");

    private final List<Metric> metrics = MetricCatalog.load().metrics();

    @Test
    void everyMetricIsInTheReference() throws IOException {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Metrics

                        Every service has them in Prometheus' text format at `/metrics` (ingest on its HTTP port, the others on their `ops` port), and in
                        OpenMetrics' for who accepts it, which alone has exemplars. A summary has `_count`, `_sum` and `_max`; a histogram `_bucket` too.
                        What is said here is also each metric's HELP text. Beside these, every dispatcher has those of Kafka Streams (`kafka_…`).
                        Alerts on them: [runbook](../operations/runbook.md).
                        """);
        String service = "";
        for (Metric metric : metrics) {
            if (!metric.service().equals(service)) {
                service = metric.service();
                text.append(
                        "\n## %s\n\n| metric | type | labels | what |\n|---|---|---|---|\n"
                                .formatted(service));
            }
            text.append(row(metric));
        }

        Reference.assertCurrent("metrics.md", text.toString());
    }

    @Test
    void theCatalogHasEveryMetricOfTheCodeAndNoOther() throws IOException {
        Set<String> made = new TreeSet<>();
        for (Path source : SOURCES) {
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String code = Files.readString(file);
                    if (REGISTERS.matcher(code).find()) {
                        NAME.matcher(code).results().forEach(name -> made.add(name.group(1)));
                    }
                }
            }
        }

        assertThat(new TreeSet<>(metrics.stream().map(Metric::name).toList())).isEqualTo(made);
    }

    private static String row(Metric metric) {
        Exposed exposed = Exposed.of(metric);
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        exposed.name(),
                        exposed.type(),
                        String.join(", ", metric.labels()),
                        metric.about());
    }
}
