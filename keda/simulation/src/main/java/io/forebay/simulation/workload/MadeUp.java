package io.forebay.simulation.workload;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Arrivals of known character, from a seed. Ten days each. */
public final class MadeUp {

    private static final int DAYS = 10;
    private static final int DAY = 1440;
    private static final int MINUTES = DAYS * DAY;

    private MadeUp() {}

    public static List<Workload> all(long seed) {
        return List.of(
                diurnal(random(seed)),
                scheduledBursts(random(seed + 1)),
                randomWalk(random(seed + 2)),
                flashCrowds(random(seed + 3)));
    }

    /** A day like every day, weekends at half, with noise beyond Poisson's. */
    private static Workload diurnal(RandomGenerator random) {
        double[] minutes = new double[MINUTES];
        for (int i = 0; i < MINUTES; i++) {
            double day = 1 - Math.cos(2 * Math.PI * (i % DAY) / DAY);
            double week = i / DAY % 7 >= 5 ? 0.5 : 1;
            minutes[i] = count((20 + 200 * day) * week * noise(0.1, random), random);
        }
        return new Workload("made-diurnal", false, minutes);
    }

    /** A quiet hum; five times a day, by the clock, ten minutes of much. */
    private static Workload scheduledBursts(RandomGenerator random) {
        double[] minutes = new double[MINUTES];
        for (int i = 0; i < MINUTES; i++) {
            int ofDay = i % DAY;
            boolean burst = ofDay >= 480 && ofDay < 1080 && (ofDay - 480) % 120 < 10;
            minutes[i] = count((burst ? 400 : 15) * noise(0.1, random), random);
        }
        return new Workload("made-scheduled", true, minutes);
    }

    /** A geometric random walk that returns to its middle: nothing to predict but the level. */
    private static Workload randomWalk(RandomGenerator random) {
        double[] minutes = new double[MINUTES];
        double log = 0;
        for (int i = 0; i < MINUTES; i++) {
            log = 0.9995 * log + 0.03 * random.nextGaussian();
            minutes[i] = count(120 * Math.exp(log), random);
        }
        return new Workload("made-random-walk", false, minutes);
    }

    /**
     * Steady, and about once a day, at any time, eight times as much that fades in half an hour.
     */
    private static Workload flashCrowds(RandomGenerator random) {
        double[] minutes = new double[MINUTES];
        double crowd = 0;
        for (int i = 0; i < MINUTES; i++) {
            crowd = random.nextDouble() < 1.0 / DAY ? 700 : crowd * 0.95;
            minutes[i] = count(100 + crowd, random);
        }
        return new Workload("made-flash-crowds", false, minutes);
    }

    private static double noise(double spread, RandomGenerator random) {
        return Math.max(0, 1 + spread * random.nextGaussian());
    }

    private static double count(double mean, RandomGenerator random) {
        return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
