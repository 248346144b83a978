package io.forebay.rehearsal.day;

import io.forebay.simulation.workload.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What arrives when: one day of a trace, thinned until its peak keeps a given number of workers
 * busy, and the days before it, which the scaler remembers.
 *
 * @param steps arrivals per {@link #STEP} seconds of the day
 * @param before arrivals per minute until the story begins, oldest first
 * @param share of the trace that is kept, 0 to 1
 */
public record DayPlan(List<Double> steps, List<Double> before, double share) {

    /** Seconds. */
    public static final int STEP = 5;

    private static final int STEPS_A_DAY = 86_400 / STEP;
    private static final int STEPS_A_MINUTE = 60 / STEP;
    private static final int MOST_DAYS = 7;

    public DayPlan {
        steps = List.copyOf(steps);
        before = List.copyOf(before);
    }

    /**
     * @param day of the trace, counted from 0
     * @param begins minute of the day
     * @param service seconds of the story that one worker takes for a job
     * @param busy workers at the peak
     * @throws IllegalArgumentException when the trace has no such day
     */
    public static DayPlan of(
            Workload workload, int day, int begins, double service, double busy, long seed) {
        int days = workload.minutes() / 1_440;
        if (day < 0 || day >= days) {
            throw new IllegalArgumentException(
                    "%s has days 0 to %d, not %d".formatted(workload.name(), days - 1, day));
        }
        double share = Math.min(1, busy / (workload.peak() * service));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] all = workload.steps(share, random);
        int from = day * STEPS_A_DAY;
        double[] before = new double[Math.min(day, MOST_DAYS) * 1_440 + begins];
        int first = from + (begins - before.length) * STEPS_A_MINUTE;
        for (int minute = 0; minute < before.length; minute++) {
            for (int step = 0; step < STEPS_A_MINUTE; step++) {
                before[minute] += all[first + minute * STEPS_A_MINUTE + step];
            }
        }
        return new DayPlan(
                Arrays.stream(all, from, from + STEPS_A_DAY).boxed().toList(),
                Arrays.stream(before).boxed().toList(),
                share);
    }

    /** Jobs that are due between two moments, in seconds since midnight. */
    public double due(double from, double to) {
        double sum = 0;
        for (int step = (int) Math.ceil(from / STEP); step * STEP < to; step++) {
            sum += step < steps.size() ? steps.get(step) : 0;
        }
        return sum;
    }
}
