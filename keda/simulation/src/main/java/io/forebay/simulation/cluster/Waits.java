package io.forebay.simulation.cluster;

/** Waits by length, in steps. Confined to its simulation. */
final class Waits {

    private static final int LONGEST = 1 << 14;

    private final double[] items = new double[LONGEST];
    private final int allowed;
    private double total;
    private double within;
    private int longest;

    /**
     * @param slo seconds
     */
    Waits(double slo) {
        allowed = (int) Math.floor(slo / Simulation.STEP + 1e-9);
    }

    void add(double seconds, double count) {
        if (count <= 0) {
            return;
        }
        int steps = (int) Math.round(seconds / Simulation.STEP);
        items[Math.min(steps, LONGEST - 1)] += count;
        total += count;
        within += steps <= allowed ? count : 0;
        longest = Math.max(longest, steps);
    }

    double attained() {
        return total == 0 ? 1 : within / total;
    }

    double longest() {
        return longest * Simulation.STEP;
    }

    double quantile(double q) {
        double left = q * total;
        for (int steps = 0; steps < LONGEST; steps++) {
            left -= items[steps];
            if (left <= 0) {
                return steps * Simulation.STEP;
            }
        }
        return longest();
    }
}
