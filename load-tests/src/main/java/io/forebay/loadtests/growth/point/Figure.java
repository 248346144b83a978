package io.forebay.loadtests.growth.point;

/**
 * One number of a point.
 *
 * @param title with its unit
 * @param cost whether it is what one job, or one of what is counted, costs: it should not rise with
 *     the size
 */
public record Figure(String title, double value, boolean cost) {

    /** A number that is only stated. */
    public static Figure of(String title, double value) {
        return new Figure(title, value, false);
    }

    /** A number that should not rise with the size. */
    public static Figure cost(String title, double value) {
        return new Figure(title, value, true);
    }
}
