package io.forebay.simulation.workload;

import java.util.random.RandomGenerator;

/** Items per minute, by name. Immutable: what it is given, nobody else may change. */
public final class Workload {

    private static final int STEPS = 12;

    /** Above this many the spread is as good as normal. */
    private static final double MANY = 40;

    private final String name;
    private final boolean scheduled;
    private final double[] perMinute;

    /**
     * @param scheduled whether its bursts come by the clock
     */
    Workload(String name, boolean scheduled, double[] perMinute) {
        this.name = name;
        this.scheduled = scheduled;
        this.perMinute = perMinute;
    }

    public String name() {
        return name;
    }

    /** Whether its bursts come by the clock. */
    public boolean scheduled() {
        return scheduled;
    }

    public int minutes() {
        return perMinute.length;
    }

    /** Items of the first minute. */
    public double first() {
        return perMinute.length == 0 ? 0 : perMinute[0];
    }

    /**
     * Items per 5 s: each falls anywhere in its minute, and stays with probability {@code share}.
     */
    public double[] steps(double share, RandomGenerator random) {
        double[] steps = new double[perMinute.length * STEPS];
        for (int minute = 0; minute < perMinute.length; minute++) {
            double left = share < 1 ? thinned(perMinute[minute], share, random) : perMinute[minute];
            for (int part = 0; part < STEPS && left > 0; part++) {
                double here =
                        part == STEPS - 1 ? left : thinned(left, 1.0 / (STEPS - part), random);
                steps[minute * STEPS + part] = here;
                left -= here;
            }
        }
        return steps;
    }

    /** The rate that only one minute in ten thousand exceeds, per second. */
    public double peak() {
        double[] sorted = perMinute.clone();
        java.util.Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * 0.9999)] / 60;
    }

    private static double thinned(double count, double share, RandomGenerator random) {
        if (count * share * (1 - share) > MANY / 4) {
            double mean = count * share;
            double spread = Math.sqrt(count * share * (1 - share));
            return Math.clamp(Math.rint(mean + spread * random.nextGaussian()), 0, count);
        }
        if (count > MANY * 4) {
            return Math.min(count, poisson(count * share, random));
        }
        double kept = 0;
        for (long i = Math.round(count); i > 0; i--) {
            kept += random.nextDouble() < share ? 1 : 0;
        }
        return kept;
    }

    private static double poisson(double mean, RandomGenerator random) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
