package io.forebay.schemas.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

final class MetricCatalogTest {

    private final PrometheusMeterRegistry registry = MeterRegistries.untraced();

    @Test
    void aMeterSaysWhatTheCatalogSaysAndKeepsItsTags() {
        Counter.builder("forebay.worker.bisections").tag("model", "digits").register(registry);

        assertThat(registry.scrape())
                .contains(
                        "# HELP forebay_worker_bisections_total Batches that were halved to find the"
                                + " input that fails\n")
                .contains("forebay_worker_bisections_total{model=\"digits\"} 0.0\n");
    }

    @Test
    void aGaugeHasTheUnitOfTheCatalog() {
        Gauge.builder("forebay.backlog.wait", () -> 2).register(registry);

        assertThat(registry.scrape()).contains("\nforebay_backlog_wait_seconds 2.0\n");
    }

    @Test
    void metersOfOthersAreLeftAsTheyAre() {
        Counter.builder("kafka.records").description("from elsewhere").register(registry);

        assertThat(registry.scrape()).contains("# HELP kafka_records_total from elsewhere\n");
    }

    @Test
    void everyMetricIsDescribedAsATableCanHoldIt() {
        assertThat(MetricCatalog.load().metrics())
                .hasSizeGreaterThan(50)
                .allSatisfy(metric -> {
                    assertThat(metric.name()).matches("forebay(\\.[a-z]+)+");
                    assertThat(metric.about()).isNotBlank().doesNotContain("|", "\n");
                });
    }
}
