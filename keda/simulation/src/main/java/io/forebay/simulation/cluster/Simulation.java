package io.forebay.simulation.cluster;

/**
 * One run: steps of 5 s, a queue served first in, first out, in fluid amounts. Confined to one
 * thread.
 */
public final class Simulation implements ClusterView {

    /** Length of a step, seconds. */
    public static final double STEP = 5;

    private static final int LOOK_EVERY = 3;
    private static final int RATE_STEPS = 12;
    private static final double REVERSAL = 900;

    private final Setting setting;
    private final double[] arrivals;
    private final double[] served;
    private final Fleet fleet;
    private final Waits waits;
    private final int serviceSteps;
    private int step;
    private int head;
    private double headLeft;
    private double arrived;
    private double started;
    private double capacitySinceLook;
    private double servedSinceLook;
    private double utilisation;
    private double replicaSeconds;
    private long reversals;
    private int direction;
    private double directionAt = Double.NEGATIVE_INFINITY;

    /**
     * @param arrivals items per step
     * @param ready workers that are there at the start
     */
    public Simulation(Setting setting, double[] arrivals, int ready) {
        this.setting = setting;
        this.arrivals = arrivals;
        served = new double[arrivals.length];
        fleet = new Fleet(setting, ready);
        waits = new Waits(setting.waitSlo());
        serviceSteps = (int) Math.ceil(setting.service() / STEP - 1e-9);
        headLeft = arrivals.length == 0 ? 0 : arrivals[0];
    }

    public Outcome run(Autoscaler autoscaler) {
        for (step = 0; step < arrivals.length; step++) {
            double now = now();
            fleet.advance(now);
            arrived += arrivals[step];
            serve(now);
            served[step] = started;
            replicaSeconds += fleet.replicas() * STEP;
            if (step % LOOK_EVERY == 0) {
                utilisation = capacitySinceLook == 0 ? 0 : servedSinceLook / capacitySinceLook;
                capacitySinceLook = 0;
                servedSinceLook = 0;
                order(now, autoscaler.replicas(this));
            }
        }
        step = arrivals.length - 1;
        // What still waits at the end has waited at least this long.
        while (head < arrivals.length) {
            waits.add((step - head) * STEP, headLeft);
            head++;
            headLeft = head < arrivals.length ? arrivals[head] : 0;
        }
        return outcome();
    }

    private Outcome outcome() {
        return new Outcome(
                arrived,
                waits.attained(),
                waits.quantile(0.99),
                waits.longest(),
                replicaSeconds + fleet.drainingSeconds(),
                arrived * setting.service(),
                fleet.coldStarts(),
                reversals);
    }

    private void serve(double now) {
        double capacity = fleet.capacity(now, STEP);
        capacitySinceLook += capacity;
        while (capacity > 1e-9 && head <= step) {
            double take = Math.min(capacity, headLeft);
            if (take > 0) {
                waits.add((step - head) * STEP, take);
                started += take;
                servedSinceLook += take;
                capacity -= take;
                headLeft -= take;
            }
            if (headLeft > 1e-9) {
                return;
            }
            head++;
            headLeft = head < arrivals.length ? arrivals[head] : 0;
        }
    }

    private void order(double now, int replicas) {
        int change = Integer.signum(replicas - fleet.replicas());
        if (change != 0) {
            if (direction == -change && now - directionAt <= REVERSAL) {
                reversals++;
            }
            direction = change;
            directionAt = now;
        }
        fleet.order(now, replicas);
    }

    @Override
    public double now() {
        return step * STEP;
    }

    @Override
    public int replicas() {
        return fleet.replicas();
    }

    @Override
    public int ready() {
        return fleet.ready();
    }

    @Override
    public double arrived() {
        return arrived;
    }

    @Override
    public double completed() {
        int then = step - serviceSteps;
        return then < 0 ? 0 : served[then];
    }

    @Override
    public double rate() {
        double sum = 0;
        int from = Math.max(0, step - RATE_STEPS + 1);
        for (int i = from; i <= step; i++) {
            sum += arrivals[i];
        }
        return sum / ((step - from + 1) * STEP);
    }

    @Override
    public double utilisation() {
        return utilisation;
    }
}
