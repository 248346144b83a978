package io.forebay.loadtests.growth.fit;

import io.forebay.loadtests.growth.point.AxisResult;
import io.forebay.loadtests.growth.point.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How one cost goes with the size: the exponent e of cost ~ size^e, as a line through the points'
 * logarithms by least squares. The cost is that of one job, or of one of what is counted, so that 0
 * is what is wished for and 1 would be the square of the work.
 *
 * <p>Fixed costs fall away as sizes grow and would hide a rise behind them. So the verdict looks at
 * the points from the cheapest on, and at as many before it as it takes to span a factor of ten.
 *
 * @param cost the title of the figure
 * @param exponent of all points; NaN when there are fewer than two
 * @param exponentAtTheEnd of the points that the verdict looks at; NaN when it cannot be told
 * @param from the size of the first of these
 * @param disturbed whether one of these was
 */
public record Growth(
        String cost,
        double exponent,
        double exponentAtTheEnd,
        long from,
        Verdict verdict,
        boolean disturbed) {

    /** What a cost may rise by in a factor of ten: a quarter. */
    public static final double MOST_PER_TENFOLD = 1.25;

    private static final double SPAN = 10;

    private record Place(long size, double cost, boolean disturbed) {

        /** None counts as one. */
        double logSize() {
            return Math.log10((double) Math.max(1, size));
        }

        double logCost() {
            return Math.log10(cost);
        }
    }

    /** Of one cost of an axis; points with wrong answers, and costs of nothing, do not count. */
    public static Growth of(AxisResult result, String cost) {
        List<Place> places = new ArrayList<>();
        for (Point point : result.points()) {
            double value = point.figure(cost).orElse(0);
            if (point.isClean() && value > 0) {
                places.add(new Place(point.size(), value, point.disturbed()));
            }
        }
        List<Place> end = end(places);
        if (end.isEmpty()) {
            return new Growth(cost, slope(places), Double.NaN, 0, Verdict.UNKNOWN, false);
        }
        double slope = slope(end);
        return new Growth(
                cost,
                slope(places),
                slope,
                end.getFirst().size(),
                Math.pow(10, slope) > MOST_PER_TENFOLD ? Verdict.FASTER : Verdict.NOT_FASTER,
                end.stream().anyMatch(Place::disturbed));
    }

    /** By how much the cost rises in a factor of ten, in percent. */
    public double percentPerTenfold() {
        return 100 * (Math.pow(10, exponentAtTheEnd) - 1);
    }

    /** The points from the cheapest on, or from before it; none when all do not span enough. */
    private static List<Place> end(List<Place> places) {
        int from =
                places.stream()
                        .min(Comparator.comparingDouble(Place::cost))
                        .map(places::indexOf)
                        .orElse(-1);
        for (; from >= 0; from--) {
            List<Place> end = places.subList(from, places.size());
            // A hair less, for sums of logarithms that are rounded.
            if (end.getLast().logSize() - end.getFirst().logSize() > Math.log10(SPAN) - 1e-9) {
                return end;
            }
        }
        return List.of();
    }

    private static double slope(List<Place> places) {
        double x = places.stream().mapToDouble(Place::logSize).average().orElse(Double.NaN);
        double y = places.stream().mapToDouble(Place::logCost).average().orElse(Double.NaN);
        double up = 0;
        double across = 0;
        for (Place place : places) {
            up += (place.logSize() - x) * (place.logCost() - y);
            across += (place.logSize() - x) * (place.logSize() - x);
        }
        return across > 0 ? up / across : Double.NaN;
    }
}
