package io.forebay.loadtests.peers.report;

import io.forebay.loadtests.peers.measure.Figures;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** One of the numbers by which systems are compared. */
public enum Figure {
    JOBS_PER_SECOND("jobs/s", 0, true, Figures::jobsPerSecond),
    CPU("CPU s per 1,000 jobs", 2, false, Figures::cpuSecondsPer1000),
    P50("p50 ms", 1, false, Figures::p50Ms),
    P99("p99 ms", 1, false, Figures::p99Ms),
    PEAK_MEMORY("peak MiB", 0, false, figures -> figures.peakRssBytes() / (1024.0 * 1024.0));

    private final String title;
    private final int digits;
    private final boolean moreIsBetter;
    private final ToDoubleFunction<Figures> number;

    Figure(String title, int digits, boolean moreIsBetter, ToDoubleFunction<Figures> number) {
        this.title = title;
        this.digits = digits;
        this.moreIsBetter = moreIsBetter;
        this.number = number;
    }

    /** With its unit, as in tables. */
    public String title() {
        return title;
    }

    /** The number of one step. */
    public double of(Figures figures) {
        return number.applyAsDouble(figures);
    }

    /** As in tables. */
    String text(double value) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** The better of two comes first. */
    <K> Comparator<Map.Entry<K, Double>> bestFirst() {
        Comparator<Map.Entry<K, Double>> leastFirst = Map.Entry.comparingByValue();
        return moreIsBetter ? leastFirst.reversed() : leastFirst;
    }
}
