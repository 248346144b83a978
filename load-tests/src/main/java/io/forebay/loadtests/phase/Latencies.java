package io.forebay.loadtests.phase;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Times of one phase, to three digits. Safe for use by several threads. */
final class Latencies {

    private static final long NANOS_PER_MICRO = 1000;
    private static final long HOUR_MICROS = 3_600_000_000L;

    private final ConcurrentHistogram micros = new ConcurrentHistogram(1, HOUR_MICROS, 3);

    void record(long nanos) {
        micros.recordValue(Math.clamp(nanos / NANOS_PER_MICRO, 0, HOUR_MICROS));
    }

    LatencySummary summary() {
        Histogram copy = micros.copy();
        return new LatencySummary(
                copy.getTotalCount(),
                copy.getMean() / 1e3,
                percentile(copy, 50),
                percentile(copy, 90),
                percentile(copy, 99),
                percentile(copy, 99.9),
                copy.getMaxValue() / 1e3);
    }

    private static double percentile(Histogram histogram, double percent) {
        return histogram.getValueAtPercentile(percent) / 1e3;
    }
}
