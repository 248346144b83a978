package io.forebay.loadtests.soak.slope;

import java.util.List;

/**
 * What was measured of one process, or of something that outlives processes. A process that is
 * started again begins another life.
 *
 * @param points in the order of their times
 */
public record Life(String name, List<Point> points) {

    public Life {
        points = List.copyOf(points);
    }
}
