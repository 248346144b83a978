package io.forebay.loadtests.growth.point;

import java.util.List;

/**
 * The points along an axis.
 *
 * @param points by size, ascending
 */
public record AxisResult(Axis axis, List<Point> points) {

    public AxisResult {
        points = List.copyOf(points);
    }

    /** The titles of all figures, in order. */
    public List<String> titles() {
        return points.stream()
                .flatMap(point -> point.figures().stream())
                .map(Figure::title)
                .distinct()
                .toList();
    }

    /** The titles of the costs, in order. */
    public List<String> costs() {
        return points.stream()
                .flatMap(point -> point.figures().stream())
                .filter(Figure::cost)
                .map(Figure::title)
                .distinct()
                .toList();
    }

    /** Whether every answer of every point was right. */
    public boolean isClean() {
        return points.stream().allMatch(Point::isClean);
    }
}
