package io.forebay.loadtests.shapes;

import java.util.OptionalInt;

/**
 * How soon all is as before a burst: until the 99th percentile of the jobs that were due in 5 s is
 * within twice of what it was before the burst, and none of them ended otherwise than right.
 *
 * @param beforeMs the 99th percentile before the burst
 * @param seconds since the end of the burst; empty when it did not come about
 */
public record Recovery(double beforeMs, OptionalInt seconds) {

    private static final int WINDOW = 5;
    private static final double TIMES = 2;

    /** The first seconds of a run are those of cold connections. */
    private static final int COLD = 3;

    /** Of what a part's jobs took. */
    public static Recovery of(Seconds part, Burst burst) {
        double before = part.percentile(99, Math.min(COLD, burst.from() - 1), burst.from());
        for (int from = burst.to(); from + WINDOW <= part.count(); from++) {
            double after = part.percentile(99, from, from + WINDOW);
            if (after > 0 && after <= TIMES * before && part.notRight(from, from + WINDOW) == 0) {
                return new Recovery(before, OptionalInt.of(from - burst.to()));
            }
        }
        return new Recovery(before, OptionalInt.empty());
    }
}
