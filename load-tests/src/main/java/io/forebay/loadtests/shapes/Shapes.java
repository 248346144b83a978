package io.forebay.loadtests.shapes;

import io.forebay.loadtests.phase.Arrivals;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The shapes that need no trace.
 *
 * @param most the rate that the instance can sustain
 * @param length of each
 * @param seed of the arrivals
 */
record Shapes(double most, Duration length, long seed) {

    private static final double LOW = 0.3;
    private static final double HIGH = 0.8;
    private static final double OVER = 2;
    private static final int SPIKE_SECONDS = 5;
    private static final double HERD_SECONDS = 2;

    List<Shape> all() {
        int seconds = (int) length.toSeconds();
        Burst third = new Burst(seconds / 3, 2 * seconds / 3);
        Burst spike = new Burst(seconds / 3, seconds / 3 + SPIKE_SECONDS);
        Burst sixth = new Burst(seconds / 3, seconds / 2);
        return List.of(
                new Shape(
                        "step",
                        "30 % of the sustainable rate, 80 % for a third of the time, and back",
                        List.of(Part.of("jobs", along(1, within(third, LOW, HIGH)))),
                        third),
                new Shape(
                        "spike",
                        "30 %, and for 5 s twice what is sustainable",
                        List.of(Part.of("jobs", along(2, within(spike, LOW, OVER)))),
                        spike),
                ramp(seconds),
                new Shape(
                        "diurnal",
                        "two days, from 5 % at night to 85 % at noon",
                        List.of(
                                Part.of(
                                        "jobs",
                                        along(
                                                4,
                                                at ->
                                                        0.45
                                                                - 0.4
                                                                        * Math.cos(
                                                                                4 * Math.PI * at
                                                                                        / seconds)))),
                        null),
                herd(spike.from()),
                new Shape(
                        "tenants",
                        "two tenants at 15 % each, and a third that floods at twice what is sustainable",
                        List.of(
                                Part.of("steady", along(6, _ -> LOW / 2)),
                                new Part(
                                        "steady too",
                                        1,
                                        Part.INTERACTIVE,
                                        false,
                                        along(7, _ -> LOW / 2)),
                                new Part(
                                        "flood",
                                        2,
                                        Part.INTERACTIVE,
                                        false,
                                        along(8, within(sixth, 0, OVER)))),
                        sixth),
                new Shape(
                        "bulk",
                        "interactive jobs at 30 %, and bulk jobs at twice what is sustainable",
                        List.of(
                                Part.of("interactive", along(9, _ -> LOW)),
                                new Part(
                                        "bulk",
                                        0,
                                        Part.BULK,
                                        false,
                                        along(10, within(sixth, 0, OVER)))),
                        sixth));
    }

    /** A share of the sustainable rate at a second. */
    private interface Share {
        double at(double second);
    }

    /** From 10 % up to 120 % and down; the burst is what is above 100 %. */
    private Shape ramp(int seconds) {
        double half = seconds / 2.0;
        double steep = (1.2 - 0.1) / half;
        int above = (int) Math.ceil(0.2 / steep);
        return new Shape(
                "ramp",
                "from 10 % up to 120 % and down again",
                List.of(Part.of("jobs", along(3, at -> 1.2 - steep * Math.abs(at - half)))),
                new Burst((int) half - above, (int) half + above));
    }

    /** Everybody asks the same at once. */
    private Shape herd(int at) {
        long[] offsets = new long[(int) Math.max(1, HERD_SECONDS * most)];
        Arrays.fill(offsets, Duration.ofSeconds(at).toNanos());
        return new Shape(
                "herd",
                "30 %, and at one moment as many jobs with one input as end in 2 s",
                List.of(
                        Part.of("jobs", along(5, _ -> LOW)),
                        new Part("herd", 0, Part.INTERACTIVE, true, Arrivals.at(offsets))),
                new Burst(at, at + 1));
    }

    private static Share within(Burst burst, double outside, double inside) {
        return second -> second >= burst.from() && second < burst.to() ? inside : outside;
    }

    private Arrivals along(long part, Share share) {
        return Arrivals.along(second -> most * share.at(second), most * OVER, length, seed + part);
    }
}
