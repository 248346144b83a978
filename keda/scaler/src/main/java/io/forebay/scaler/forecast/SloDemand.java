package io.forebay.scaler.forecast;

/**
 * The least service rate that keeps every wait within the SLO, over some minutes of arrivals.
 *
 * <p>By network calculus (Le Boudec and Thiran, 2001, theorem 1.4.2) a server of rate {@code c}
 * delays nothing by more than {@code w} when every window of length {@code s} brings at most {@code
 * c (s + w)}. So the peak minute is not what must be paid for. The slack {@code w} is granted to
 * short windows only, shrinking to none at {@link #SUSTAINED} minutes: what lasts must be served as
 * it comes, or the next burst finds the slack spent.
 *
 * @param slack the share of the wait SLO that may be used, seconds
 */
record SloDemand(double slack) {

    private static final int SUSTAINED = 5;

    /**
     * @param arrivals per bin
     * @return per second
     */
    double of(double[] arrivals, int from, int length) {
        double demand = 0;
        for (int start = from; start < from + length; start++) {
            double sum = 0;
            int longest = Math.min(SUSTAINED, from + length - start);
            for (int window = 1; window <= longest; window++) {
                sum += arrivals[start + window - 1];
                demand = Math.max(demand, sum / seconds(window));
            }
        }
        return demand;
    }

    private double seconds(int window) {
        return window * ArrivalBins.SECONDS + slack * (SUSTAINED - window) / (SUSTAINED - 1.0);
    }
}
