package io.forebay.schemas.metric;

import io.forebay.schemas.config.ConfigReader;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All metrics of all services, from {@code metrics.yaml}. Safe for use by several threads. */
public final class MetricCatalog implements MeterFilter {

    private static final String FILE = "metrics.yaml";

    private final Map<String, Metric> byName;

    /** The file: metrics by service. */
    private record Services(
            Map<String, Entry> ingest,
            Map<String, Entry> dispatcher,
            Map<String, Entry> worker,
            Map<String, Entry> results,
            Map<String, Entry> scaler) {}

    private record Entry(
            Metric.Type type, @Nullable String unit, @Nullable List<String> labels, String about) {

        Metric of(String service, String name) {
            return new Metric(
                    service,
                    name,
                    type,
                    unit == null ? "" : unit,
                    labels == null ? List.of() : labels,
                    about);
        }
    }

    private MetricCatalog(Map<String, Metric> byName) {
        this.byName = byName;
    }

    public static MetricCatalog load() {
        Services read = ConfigReader.withoutEnvironment().read(text(), FILE, Services.class);
        Map<String, Metric> byName = new LinkedHashMap<>();
        add(byName, "ingest", read.ingest());
        add(byName, "dispatcher", read.dispatcher());
        add(byName, "worker", read.worker());
        add(byName, "results", read.results());
        add(byName, "scaler", read.scaler());
        return new MetricCatalog(byName);
    }

    /** By service, in the order of the file. */
    public List<Metric> metrics() {
        return List.copyOf(byName.values());
    }

    /** A meter with what the catalogue says of it. */
    @Override
    public Meter.Id map(Meter.Id id) {
        Metric metric = byName.get(id.getName());
        return metric == null
                ? id
                : new Meter.Id(
                        id.getName(),
                        Tags.of(id.getTagsAsIterable()),
                        metric.unit().isEmpty() ? id.getBaseUnit() : metric.unit(),
                        metric.about(),
                        id.getType());
    }

    private static void add(Map<String, Metric> all, String service, Map<String, Entry> entries) {
        entries.forEach((name, entry) -> all.put(name, entry.of(service, name)));
    }

    private static String text() {
        try (InputStream file = MetricCatalog.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the class path has no " + FILE);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
