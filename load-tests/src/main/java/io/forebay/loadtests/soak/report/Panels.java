package io.forebay.loadtests.soak.report;

import io.forebay.loadtests.soak.slope.Life;
import io.forebay.loadtests.soak.slope.Measure;
import io.forebay.loadtests.soak.slope.Point;
import io.forebay.loadtests.soak.slope.Series;
import io.forebay.loadtests.torture.report.Bar;
import java.util.List;
import java.util.Locale;

/**
 * All series as small pictures in one SVG, three in a row. Vertical lines are faults, grey is the
 * warm-up. Made for one drawing.
 */
final class Panels {

    private static final int COLUMNS = 3;
    private static final int WIDTH = 360;
    private static final int HEIGHT = 120;
    private static final int LEFT = 8;
    private static final int TOP = 28;
    private static final int RIGHT = 12;
    private static final int BOTTOM = 14;
    private static final double ROOM_ABOVE = 1.1;
    private static final List<String> COLOURS =
            List.of("#1565c0", "#2e7d32", "#6a1b9a", "#ef6c00", "#00838f", "#ad1457", "#4e342e");

    private final List<Series> all;
    private final List<Bar> faults;
    private final long millis;
    private final long warmUp;
    private final StringBuilder svg = new StringBuilder();

    private Panels(List<Series> all, List<Bar> faults, long millis, long warmUp) {
        this.all = all;
        this.faults = faults;
        this.millis = Math.max(1, millis);
        this.warmUp = warmUp;
    }

    /**
     * @param faults in milliseconds of the run
     * @param millis that the run lasted
     * @param warmUp milliseconds that do not count
     */
    static String draw(List<Series> all, List<Bar> faults, long millis, long warmUp) {
        return new Panels(all, faults, millis, warmUp).draw();
    }

    private String draw() {
        int rows = (all.size() + COLUMNS - 1) / COLUMNS;
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <rect width="100%%" height="100%%" fill="white"/>
                """
                        .formatted(COLUMNS * WIDTH, rows * HEIGHT + BOTTOM));
        for (int number = 0; number < all.size(); number++) {
            panel(
                    all.get(number),
                    number % COLUMNS * WIDTH + LEFT,
                    number / COLUMNS * HEIGHT + TOP);
        }
        return svg.append("</svg>\n").toString();
    }

    private void panel(Series series, int left, int top) {
        int width = WIDTH - LEFT - RIGHT;
        int height = HEIGHT - TOP - BOTTOM;
        Measure measure = series.subject().measure();
        double most =
                series.lives().stream()
                        .flatMap(life -> life.points().stream())
                        .mapToDouble(Point::value)
                        .max()
                        .orElse(0);
        svg.append(
                "<text x=\"%d\" y=\"%d\">%s: up to %s</text>%n"
                        .formatted(
                                left,
                                top - 6,
                                series.subject().title(),
                                Figures.of(measure, most)));
        box(left, top, Math.min(1, warmUp / (double) millis) * width, height, "#f1f1f1", "none");
        box(left, top, width, height, "none", "#ccc");
        for (Bar fault : faults) {
            double x = left + width * Math.clamp(fault.from() / (double) millis, 0, 1);
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#ef9a9a\" stroke-width=\"0.6\"><title>%s %s</title></line>%n",
                            x,
                            x,
                            top,
                            top + height,
                            fault.kind(),
                            fault.target()));
        }
        for (int number = 0; number < series.lives().size(); number++) {
            line(
                    series.lives().get(number),
                    COLOURS.get(number % COLOURS.size()),
                    left,
                    top,
                    width,
                    height,
                    Math.max(1, most * ROOM_ABOVE));
        }
    }

    private void line(
            Life life, String colour, int left, int top, int width, int height, double most) {
        svg.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" points=\"");
        for (Point point : life.points()) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            left + width * Math.min(1, point.millis() / (double) millis),
                            top + height * (1 - point.value() / most)));
        }
        svg.append("\"><title>")
                .append(life.name().replace("&", "&amp;").replace("<", "&lt;"))
                .append("</title></polyline>\n");
    }

    private void box(int x, int y, double width, int height, String fill, String stroke) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" stroke=\"%s\"/>%n",
                        x,
                        y,
                        width,
                        height,
                        fill,
                        stroke));
    }
}
