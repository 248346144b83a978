package io.forebay.scaler.forecast;

/**
 * How far one expert was off, as a discounted histogram of log ratios, apart by the size of what it
 * said: quiet minutes err otherwise than busy ones. Confined to its forecast.
 */
final class Residuals {

    private static final double STEP = 0.04;
    private static final int BELOW = 25;
    private static final int BINS = 160;
    private static final int SIZES = 6;

    /** A size seen in fewer minutes than this borrows from all sizes. */
    private static final double ENOUGH = 90;

    /** Before anything was measured: a fifth more. */
    private static final double PRIOR = Math.log(1.2);

    private final double[][] weights = new double[SIZES + 1][BINS];
    private final double[] totals = new double[SIZES + 1];
    private final double[] unit = new double[SIZES + 1];
    private final double growth;

    /**
     * @param halfLife of a residual, in further ones
     */
    Residuals(double halfLife) {
        growth = Math.pow(2, 1 / halfLife);
        java.util.Arrays.fill(unit, 1);
    }

    /**
     * @param said in units of {@code floor}
     */
    void add(double said, double was) {
        int bin = BELOW + (int) Math.floor(Math.log((was + 1) / (said + 1)) / STEP + 0.5);
        bin = Math.clamp(bin, 0, BINS - 1);
        count(size(said), bin);
        count(SIZES, bin);
    }

    /** What it said, raised so that it is enough in a share q of the minutes. */
    double raised(double said, double q) {
        int size = size(said);
        double ratio = quantile(totals[size] / unit[size] >= ENOUGH ? size : SIZES, q);
        return Math.max(0, (said + 1) * Math.exp(ratio) - 1);
    }

    private double quantile(int size, double q) {
        if (totals[size] / unit[size] < ENOUGH / 6) {
            return PRIOR;
        }
        double above = (1 - q) * totals[size];
        double[] histogram = weights[size];
        int bin = BINS - 1;
        while (bin > 0 && above >= histogram[bin]) {
            above -= histogram[bin];
            bin--;
        }
        return (bin - BELOW) * STEP;
    }

    private void count(int size, int bin) {
        weights[size][bin] += unit[size];
        totals[size] += unit[size];
        unit[size] *= growth;
        if (unit[size] > 1e9) {
            for (int i = 0; i < BINS; i++) {
                weights[size][i] /= unit[size];
            }
            totals[size] /= unit[size];
            unit[size] = 1;
        }
    }

    /** Sizes differ by factors of four. */
    private static int size(double said) {
        return Math.clamp((int) (Math.log(said + 1) / Math.log(4)), 0, SIZES - 1);
    }
}
