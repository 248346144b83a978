package io.forebay.scaler.policy;

/** Arrivals per second over a short window before now. Confined to its policy. */
final class RecentRate {

    private static final int KEPT = 256;

    private final double[] seconds = new double[KEPT];
    private final double[] arrived = new double[KEPT];
    private final double window;
    private int count;

    RecentRate(double window) {
        this.window = window;
    }

    double observe(Observation seen) {
        int slot = count % KEPT;
        seconds[slot] = seen.seconds();
        arrived[slot] = seen.arrived();
        count++;
        int oldest = slot;
        for (int back = 1; back < Math.min(count, KEPT); back++) {
            int candidate = Math.floorMod(slot - back, KEPT);
            if (seen.seconds() - seconds[candidate] > window + 1e-6) {
                break;
            }
            oldest = candidate;
        }
        double span = seen.seconds() - seconds[oldest];
        return span <= 0 ? 0 : (seen.arrived() - arrived[oldest]) / span;
    }
}
