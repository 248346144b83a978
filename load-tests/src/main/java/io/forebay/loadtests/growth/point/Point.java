package io.forebay.loadtests.growth.point;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What was found at one size of an axis.
 *
 * @param figures those of an axis have the same titles at all sizes
 * @param right jobs whose ends were looked at, and were as they must be
 * @param problems what was not as it must be, and how often: answers that were wrong, missing or
 *     twice, refusals; the figures say nothing then
 * @param foreignShare of the processors that went to others, 0 to 1
 * @param disturbed whether that was more than is allowed
 */
public record Point(
        long size,
        List<Figure> figures,
        int right,
        Map<String, Integer> problems,
        double foreignShare,
        boolean disturbed) {

    public Point {
        figures = List.copyOf(figures);
        problems = Collections.unmodifiableMap(new TreeMap<>(problems));
    }

    /** Whether every answer was right. */
    public boolean isClean() {
        return problems.isEmpty();
    }

    /** The figure of this title. */
    public OptionalDouble figure(String title) {
        return figures.stream()
                .filter(figure -> figure.title().equals(title))
                .mapToDouble(Figure::value)
                .findFirst();
    }
}
