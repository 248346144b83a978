package io.forebay.standalone;

import io.forebay.schemas.metric.MeterRegistries;
import io.forebay.schemas.metric.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a metric of the catalog is to Prometheus.
 *
 * @param name of its family
 * @param type counter, gauge, summary or histogram
 */
record Exposed(String name, String type) {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");

    static Exposed of(Metric metric) {
        PrometheusMeterRegistry registry = MeterRegistries.untraced();
        Tags tags = Tags.of(metric.labels().stream().map(label -> Tag.of(label, "x")).toList());
        switch (metric.type()) {
            case COUNTER -> Counter.builder(metric.name()).tags(tags).register(registry);
            case GAUGE -> Gauge.builder(metric.name(), () -> 0).tags(tags).register(registry);
            case TIMER -> Timer.builder(metric.name()).tags(tags).register(registry);
            case HISTOGRAM ->
                    Timer.builder(metric.name())
                            .tags(tags)
                            .publishPercentileHistogram()
                            .register(registry);
            case SUMMARY ->
                    DistributionSummary.builder(metric.name()).tags(tags).register(registry);
        }
        return TYPE.matcher(registry.scrape())
                .results()
                .map(Exposed::of)
                .filter(exposed -> !exposed.name().endsWith("_max"))
                .findFirst()
                .orElseThrow();
    }

    private static Exposed of(MatchResult type) {
        return new Exposed(type.group(1), type.group(2));
    }
}
