package io.forebay.simulation.cluster;

/** Workers that are ready, start, or finish what they have in hand. Confined to its simulation. */
final class Fleet {

    private static final int MOST = 4096;

    private final Setting setting;
    private final double[] readyAt = new double[MOST];
    private int starting;
    private int ready;
    private double pausedUntil = Double.NEGATIVE_INFINITY;
    private double drainingSeconds;
    private long coldStarts;

    Fleet(Setting setting, int ready) {
        this.setting = setting;
        this.ready = ready;
    }

    int ready() {
        return ready;
    }

    int replicas() {
        return ready + starting;
    }

    long coldStarts() {
        return coldStarts;
    }

    double drainingSeconds() {
        return drainingSeconds;
    }

    /** Orders or stops workers; those that have not begun to work go first, the newest before. */
    void order(double now, int replicas) {
        while (replicas() < Math.min(replicas, MOST)) {
            readyAt[starting++] = now + setting.coldStart();
            coldStarts++;
        }
        starting -= Math.min(starting, Math.max(0, replicas() - replicas));
        if (ready > replicas) {
            drainingSeconds += (ready - replicas) * setting.service();
            ready = replicas;
            pausedUntil = now + setting.pause();
        }
    }

    /** Lets those begin to work whose cold start has passed. */
    void advance(double now) {
        int done = 0;
        while (done < starting && readyAt[done] <= now) {
            done++;
        }
        if (done > 0) {
            starting -= done;
            System.arraycopy(readyAt, done, readyAt, 0, starting);
            ready += done;
            pausedUntil = now + setting.pause();
        }
    }

    /**
     * Items that can be served in a step, given that they are spread evenly over partitions: the
     * worker with the most partitions sets the pace.
     */
    double capacity(double now, double step) {
        if (ready == 0) {
            return 0;
        }
        double working = step - Math.clamp(pausedUntil - now, 0, step);
        int share = (setting.partitions() + ready - 1) / ready;
        return (double) setting.partitions() / share * working * setting.mu();
    }
}
