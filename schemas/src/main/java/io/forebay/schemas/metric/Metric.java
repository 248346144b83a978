package io.forebay.schemas.metric;

import java.util.List;

/**
 * A metric as operators read of it.
 *
 * @param service that makes it
 * @param name with dots, as Micrometer has it
 * @param unit of a gauge; empty for counts, and for what its type says
 * @param about what it says, one line of Markdown
 */
public record Metric(
        String service, String name, Type type, String unit, List<String> labels, String about) {

    /** What it is to Prometheus. */
    public enum Type {
        COUNTER,
        GAUGE,
        /** Count, sum and maximum of times, in seconds. */
        TIMER,
        /** A timer with buckets. */
        HISTOGRAM,
        /** Count, sum and maximum of numbers. */
        SUMMARY
    }

    public Metric {
        labels = List.copyOf(labels);
    }
}
