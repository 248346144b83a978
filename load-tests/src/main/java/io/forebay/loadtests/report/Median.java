package io.forebay.loadtests.report;

import java.util.Arrays;

/** The middle of some figures. */
public final class Median {

    private Median() {}

    /**
     * The mean of the middle two when they are even in number.
     *
     * @param values at least one, in any order
     */
    public static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
