package io.forebay.loadtests.soak.slope;

/**
 * Whether a subject grows. All figures are 0 when too little was seen.
 *
 * @param lives that had points which count
 * @param points that count, each a block of samples
 * @param median of all points
 * @param perHour the slope
 * @param lowPerHour of 99 slopes out of 100 that the points allow, the least
 * @param highPerHour the greatest of these
 * @param limitPerHour what it may grow by
 */
public record Trend(
        Subject subject,
        int lives,
        int points,
        double median,
        double perHour,
        double lowPerHour,
        double highPerHour,
        double limitPerHour,
        Outcome outcome) {

    /** What is said of it. */
    public enum Outcome {
        /** No growth beyond the limit can be told from its fluctuation. */
        FLAT,
        /** It does grow, and beyond the limit. */
        GROWS,
        /** There are too few points, or too short a time. */
        TOO_SHORT,
        /** Not judged. */
        SHOWN
    }

    private static final double HOURS_OF_DAY = 24;

    static Trend unseen(Subject subject, int lives, int points, Outcome outcome) {
        return new Trend(subject, lives, points, 0, 0, 0, 0, 0, outcome);
    }

    /** The slope, in a day. */
    public double perDay() {
        return perHour * HOURS_OF_DAY;
    }

    /** The growth in a day that these points cannot exclude. */
    public double highPerDay() {
        return highPerHour * HOURS_OF_DAY;
    }

    /** What it may grow by in a day. */
    public double limitPerDay() {
        return limitPerHour * HOURS_OF_DAY;
    }
}
