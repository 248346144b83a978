package io.forebay.loadtests.soak.slope;

import io.forebay.loadtests.report.Median;
import java.util.Arrays;
import java.util.List;

/**
 * The slope of points, life by life.
 *
 * @param perHour the median of the slopes between all pairs of points of one life; 0 without any
 * @param low of 99 slopes out of 100 that the points allow, the least
 * @param high the greatest of these
 */
record Slope(double perHour, double low, double high) {

    private static final double CERTAIN = 2.576;
    private static final double HOUR_MILLIS = 3_600_000;

    static Slope of(List<List<Point>> lives) {
        double[] slopes = slopes(lives);
        if (slopes.length == 0) {
            return new Slope(0, 0, 0);
        }
        double spread = CERTAIN * Math.sqrt(variance(lives));
        return new Slope(
                Median.of(slopes),
                at(slopes, (slopes.length - spread) / 2),
                at(slopes, (slopes.length + spread) / 2));
    }

    /** Whether it is above, and surely above 0. */
    boolean isCertainAbove(double limit) {
        return perHour > limit && low > 0;
    }

    /** Sorted, an hour each. */
    private static double[] slopes(List<List<Point>> lives) {
        double[] slopes =
                new double
                        [lives.stream()
                                .mapToInt(life -> life.size() * (life.size() - 1) / 2)
                                .sum()];
        int next = 0;
        for (List<Point> life : lives) {
            for (int one = 0; one < life.size(); one++) {
                for (int other = one + 1; other < life.size(); other++) {
                    Point from = life.get(one);
                    Point to = life.get(other);
                    slopes[next++] =
                            (to.value() - from.value())
                                    * HOUR_MILLIS
                                    / Math.max(1, to.millis() - from.millis());
                }
            }
        }
        Arrays.sort(slopes);
        return slopes;
    }

    /** Of Kendall's statistic where there is no rise; lives add up. */
    private static double variance(List<List<Point>> lives) {
        return lives.stream()
                .mapToDouble(life -> {
                    double n = life.size();
                    return n * (n - 1) * (2 * n + 5) / 18;
                })
                .sum();
    }

    private static double at(double[] sorted, double place) {
        return sorted[Math.clamp(Math.round(place), 0, sorted.length - 1)];
    }
}
