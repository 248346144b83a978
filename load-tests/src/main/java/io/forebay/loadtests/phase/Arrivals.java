package io.forebay.loadtests.phase;

import io.forebay.loadtests.random.SeededBits;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** When the jobs of an open loop are to be sent, in nanoseconds from its start. */
public final class Arrivals {

    private static final double NANOS = 1e9;

    private final long[] offsets;

    private Arrivals(long[] offsets) {
        this.offsets = offsets;
    }

    /** The distribution of the gaps between arrivals. */
    public enum Gaps {
        /** Exponential gaps: independent clients. */
        POISSON,
        /** Equal gaps. */
        CONSTANT
    }

    /**
     * All arrivals of a duration.
     *
     * @param rate jobs per second
     */
    public static Arrivals of(Gaps distribution, double rate, Duration duration, long seed) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be above 0, not " + rate);
        }
        SeededBits bits = new SeededBits(seed);
        double gap = NANOS / rate;
        return within(
                duration,
                switch (distribution) {
                    case POISSON -> () -> -Math.log(1 - bits.nextDouble()) * gap;
                    case CONSTANT -> () -> gap;
                });
    }

    /** A rate that changes. */
    @FunctionalInterface
    public interface Curve {
        /**
         * @param seconds since the start
         */
        double perSecond(double seconds);
    }

    /**
     * Arrivals of independent clients whose number changes, by thinning those of the highest rate.
     *
     * @param most the highest rate of the curve
     */
    public static Arrivals along(Curve curve, double most, Duration duration, long seed) {
        SeededBits bits = new SeededBits(SeededBits.mix(seed));
        Arrivals all = of(Gaps.POISSON, most, duration, seed);
        return at(
                Arrays.stream(all.offsets)
                        .filter(offset ->
                                bits.nextDouble() * most < curve.perSecond(offset / NANOS))
                        .toArray());
    }

    /**
     * Arrivals at these times.
     *
     * @param offsets nanoseconds from the start, in order
     */
    public static Arrivals at(long... offsets) {
        return new Arrivals(offsets.clone());
    }

    public int count() {
        return offsets.length;
    }

    /** When this job is to be sent. */
    public long offsetNanos(int job) {
        return offsets[job];
    }

    private static Arrivals within(Duration duration, DoubleSupplier gaps) {
        long[] offsets = new long[1024];
        int count = 0;
        double end = duration.toNanos();
        for (double at = gaps.getAsDouble(); at <= end; at += gaps.getAsDouble()) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * count);
            }
            offsets[count++] = (long) at;
        }
        return new Arrivals(Arrays.copyOf(offsets, count));
    }
}
