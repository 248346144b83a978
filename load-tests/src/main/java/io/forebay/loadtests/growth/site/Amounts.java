package io.forebay.loadtests.growth.site;

import java.time.Duration;

/**
 * How much is measured at each point.
 *
 * @param jobs of a closed loop
 * @param warmupJobs before it
 * @param outstanding jobs in the air in a closed loop, the most in an open one
 * @param rate jobs a second of the open loop, low enough for any point
 * @param length of the open loop
 * @param partitions of flights and lanes where that is not what is made larger
 */
public record Amounts(
        int jobs, int warmupJobs, int outstanding, double rate, Duration length, int partitions) {

    public Amounts {
        requireAtLeast("jobs", jobs, 1);
        requireAtLeast("warmup-jobs", warmupJobs, 1);
        requireAtLeast("outstanding", outstanding, 1);
        requireAtLeast("partitions", partitions, 1);
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be above 0, not " + rate);
        }
        if (!length.isPositive()) {
            throw new IllegalArgumentException("length must be above 0, not " + length);
        }
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s must be at least %d, not %d".formatted(name, least, value));
        }
    }
}
