package io.forebay.simulation.autoscaler;

import io.forebay.simulation.cluster.Autoscaler;
import io.forebay.simulation.cluster.ClusterView;

/** Half as many more above 70 % busy, one less below 30 %, every minute. Confined to one run. */
final class UtilisationSteps implements Autoscaler {

    private static final double EVERY = 60;

    private final int max;
    private double steppedAt = Double.NEGATIVE_INFINITY;

    UtilisationSteps(int max) {
        this.max = max;
    }

    @Override
    public int replicas(ClusterView seen) {
        int current = Math.max(1, seen.replicas());
        if (seen.now() - steppedAt < EVERY) {
            return current;
        }
        steppedAt = seen.now();
        if (seen.utilisation() > 0.7) {
            return Math.min(max, current + Math.max(1, current / 4));
        }
        return seen.utilisation() < 0.3 ? Math.max(1, current - 1) : current;
    }
}
