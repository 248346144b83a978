package io.forebay.loadtests.growth.report;

import io.forebay.loadtests.growth.fit.Growth;
import io.forebay.loadtests.growth.point.AxisResult;
import io.forebay.loadtests.growth.point.Point;
import java.util.List;
import java.util.Locale;

/**
 * An axis as a picture: a panel a cost, both scales in powers of ten. A level line is what is
 * wished for; the dashed one is what the rule allows from the cheapest point on. Points with wrong
 * answers are hollow, disturbed ones grey. Made for one drawing.
 */
final class GrowthSvg {

    private static final int WIDTH = 900;
    private static final int PANEL = 150;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 26;
    private static final int GAP = 54;
    private static final int RADIUS = 4;

    private final AxisResult result;
    private final StringBuilder svg = new StringBuilder();
    private double firstSize;
    private double lastSize;
    private double leastCost;
    private double mostCost;
    private int top;

    private GrowthSvg(AxisResult result) {
        this.result = result;
    }

    static String draw(AxisResult result) {
        return new GrowthSvg(result).draw();
    }

    private String draw() {
        List<String> costs = result.costs();
        svg.append(
                String.format(
                        Locale.ROOT,
                        """
                        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                        <rect width="100%%" height="100%%" fill="white"/>
                        """,
                        WIDTH,
                        TOP + costs.size() * (PANEL + GAP)));
        firstSize = log(result.points().stream().mapToLong(Point::size).min().orElse(1));
        lastSize = log(result.points().stream().mapToLong(Point::size).max().orElse(1));
        top = TOP;
        for (String cost : costs) {
            panel(cost);
            top += PANEL + GAP;
        }
        return svg.append("</svg>\n").toString();
    }

    private void panel(String cost) {
        List<Point> points =
                result.points().stream().filter(point -> value(point, cost) > 0).toList();
        Growth growth = Growth.of(result, cost);
        leastCost =
                Math.floor(
                        points.stream()
                                .mapToDouble(point -> Math.log10(value(point, cost)))
                                .min()
                                .orElse(0));
        mostCost =
                Math.max(
                        leastCost + 1,
                        Math.ceil(
                                points.stream()
                                        .mapToDouble(point -> Math.log10(value(point, cost)))
                                        .max()
                                        .orElse(1)));
        text(LEFT, top - 8, cost + ": " + growth.verdict().words());
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#ccc\"/>%n",
                        LEFT,
                        top,
                        WIDTH - LEFT - RIGHT,
                        PANEL));
        for (double decade = leastCost; decade <= mostCost; decade++) {
            line(LEFT, y(decade), WIDTH - RIGHT, y(decade), "#eee", "");
            text(6, y(decade) + 4, GrowthTables.number(Math.pow(10, decade)));
        }
        allowed(cost, growth);
        for (Point point : points) {
            point(point, value(point, cost));
        }
    }

    /** From the first point that the verdict looks at, a quarter per tenfold. */
    private void allowed(String cost, Growth growth) {
        result.points().stream()
                .filter(point -> Double.isFinite(growth.exponentAtTheEnd()))
                .filter(point -> point.size() == growth.from())
                .findFirst()
                .ifPresent(from -> {
                    double begin = Math.log10(value(from, cost));
                    double rise =
                            Math.log10(Growth.MOST_PER_TENFOLD) * (lastSize - log(from.size()));
                    line(
                            x(log(from.size())),
                            y(begin),
                            x(lastSize),
                            y(Math.min(begin + rise, mostCost)),
                            "#ef6c00",
                            "stroke-dasharray=\"5 4\"");
                });
    }

    private void point(Point point, double value) {
        double x = x(log(point.size()));
        double y = y(Math.log10(value));
        String colour = point.disturbed() ? "#9e9e9e" : "#1565c0";
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" stroke=\"%s\" fill=\"%s\"/>%n",
                        x,
                        y,
                        RADIUS,
                        colour,
                        point.isClean() ? colour : "white"));
        text(Math.min(x + 7, WIDTH - 60), y - 6, GrowthTables.number(value));
        text(Math.min(x, WIDTH - 60), top + PANEL + 16, "%,d".formatted(point.size()));
    }

    private double x(double logSize) {
        double span = Math.max(lastSize - firstSize, 1);
        return LEFT + 15 + (logSize - firstSize) / span * (WIDTH - LEFT - RIGHT - 70);
    }

    private double y(double logCost) {
        return top + PANEL * (1 - (logCost - leastCost) / (mostCost - leastCost));
    }

    private static double log(long size) {
        return Math.log10((double) Math.max(1, size));
    }

    private static double value(Point point, String cost) {
        return point.figure(cost).orElse(0);
    }

    private void line(double x, double y, double toX, double toY, String colour, String more) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" %s/>%n",
                        x,
                        y,
                        toX,
                        toY,
                        colour,
                        more));
    }

    private void text(double x, double y, String words) {
        svg.append(
                String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>%n", x, y, words));
    }
}
