package io.forebay.worker.batch;

import java.time.Duration;

/**
 * How long a run takes by its rows, as {@code a * rows + b}: least squares over what was seen, the
 * latest counting most. Not safe for use by several threads.
 */
public final class Latency {

    /**
     * What was seen some fifty runs ago counts a third: slow enough for noise, quick for change.
     */
    private static final double DECAY = 0.98;

    private double weight;
    private double rowsSum;
    private double nanosSum;
    private double rowsSquared;
    private double rowsByNanos;

    /** Learns from one run. */
    public void saw(int rows, Duration time) {
        double nanos = time.toNanos();
        weight = weight * DECAY + 1;
        rowsSum = rowsSum * DECAY + rows;
        nanosSum = nanosSum * DECAY + nanos;
        rowsSquared = rowsSquared * DECAY + (double) rows * rows;
        rowsByNanos = rowsByNanos * DECAY + rows * nanos;
    }

    /** How long a run is expected to take; zero while nothing is known. */
    public Duration of(int rows) {
        return Duration.ofNanos(Math.max(0, Math.round(slope() * rows + base())));
    }

    /**
     * The most rows that a run may have to be done in time; at least 1.
     *
     * @param most beyond which it may not have more anyway
     */
    public int rowsWithin(Duration target, int most) {
        double slope = slope();
        if (weight == 0 || slope <= 0) {
            return most;
        }
        double rows = (target.toNanos() - base()) / slope;
        return (int) Math.clamp(Math.floor(rows), 1, Math.max(1, most));
    }

    /** More rows never count as quicker. */
    private double slope() {
        double spread = weight * rowsSquared - rowsSum * rowsSum;
        // All runs had the same number of rows: nothing is known of others.
        if (spread < 1e-6 * Math.max(1, rowsSum * rowsSum)) {
            return 0;
        }
        return Math.max(0, (weight * rowsByNanos - rowsSum * nanosSum) / spread);
    }

    private double base() {
        return weight == 0 ? 0 : (nanosSum - slope() * rowsSum) / weight;
    }
}
