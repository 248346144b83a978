package io.forebay.scaler.policy;

/**
 * What one worker does per second (mu) and how long one takes to be ready (L), as they show
 * themselves. Starting workers are supply: they are known by when they were ordered. Confined to
 * its policy.
 */
final class WorkerMeter {

    private static final int ORDERS = 256;
    private static final double MEMORY = 0.2;

    /** Throughput of a span counts when there was work for every worker through all of it. */
    private static final double RATE_MEMORY = 0.02;

    private final double[] orderedAt = new double[ORDERS];
    private int first;
    private int orders;
    private double mu;
    private double coldStart;
    private int ready = -1;

    /**
     * @param mu items per second and worker, until it is measured
     * @param coldStart seconds, until it is measured
     */
    WorkerMeter(double mu, double coldStart) {
        this.mu = mu;
        this.coldStart = coldStart;
    }

    double mu() {
        return mu;
    }

    double coldStart() {
        return coldStart;
    }

    /**
     * @param workers effective ones of the span that ends now
     */
    void observe(Observation seen, double completed, double elapsed, double workers, boolean full) {
        if (full && workers > 0 && elapsed > 0 && completed > 0) {
            mu += RATE_MEMORY * (completed / (elapsed * workers) - mu);
        }
        if (ready >= 0) {
            for (int i = ready; i < seen.ready() && orders > 0; i++) {
                double took = seen.seconds() - orderedAt[first];
                coldStart += MEMORY * (took - coldStart);
                first = (first + 1) % ORDERS;
                orders--;
            }
        }
        ready = seen.ready();
        int starting = Math.max(0, seen.replicas() - seen.ready());
        while (orders > starting) {
            orders--;
        }
        while (orders < Math.min(starting, ORDERS)) {
            orderedAt[(first + orders) % ORDERS] = seen.seconds();
            orders++;
        }
    }

    /** Worker-seconds that are at hand until one ordered now would be ready. */
    double supply(Observation seen) {
        double supply = seen.ready() * coldStart;
        for (int i = 0; i < orders; i++) {
            double waited = seen.seconds() - orderedAt[(first + i) % ORDERS];
            supply += Math.clamp(waited, 0, coldStart);
        }
        return supply;
    }
}
