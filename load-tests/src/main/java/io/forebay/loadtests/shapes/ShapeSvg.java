package io.forebay.loadtests.shapes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A shape as a picture: above, jobs due and ended a second; below, median and 99th percentile of
 * the jobs due in each second, on a scale of powers of ten. Made for one drawing.
 */
public final class ShapeSvg {

    private static final int WIDTH = 900;
    private static final int PANEL = 130;
    private static final int LEFT = 60;
    private static final int TOP = 24;
    private static final int GAP = 30;
    private static final double LEAST_MS = 1;
    private static final List<String> COLOURS = List.of("#1565c0", "#2e7d32", "#ef6c00");

    private final int seconds;
    private final @Nullable Burst burst;
    private final List<String> names;
    private final List<Seconds> parts;
    private final StringBuilder svg = new StringBuilder();

    private ShapeSvg(int seconds, @Nullable Burst burst, Map<String, Seconds> parts) {
        this.seconds = seconds;
        this.burst = burst;
        this.names = List.copyOf(parts.keySet());
        this.parts = List.copyOf(parts.values());
    }

    /**
     * @param parts by their names, in order
     */
    public static String draw(int seconds, @Nullable Burst burst, Map<String, Seconds> parts) {
        return new ShapeSvg(seconds, burst, parts).draw();
    }

    private String draw() {
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <rect width="100%%" height="100%%" fill="white"/>
                """
                        .formatted(WIDTH, TOP + 2 * PANEL + GAP + 24));
        rates(TOP);
        latencies(TOP + PANEL + GAP);
        for (int second = 0; second <= seconds; second += Math.max(1, seconds / 10)) {
            text((int) x(second), TOP + 2 * PANEL + GAP + 14, second + " s");
        }
        return svg.append("</svg>\n").toString();
    }

    private void rates(int top) {
        double most = 1;
        for (Seconds part : parts) {
            for (int second = 0; second < seconds; second++) {
                most = Math.max(most, part.due(second));
                most = Math.max(most, part.ended(second));
            }
        }
        double scale = most;
        frame(top, "jobs due a second (thin) and ended (thick), up to %.0f".formatted(most));
        for (int number = 0; number < parts.size(); number++) {
            Seconds part = parts.get(number);
            line(number, 1, second -> top + PANEL * (1 - part.due(second) / scale));
            line(number, 2, second -> top + PANEL * (1 - part.ended(second) / scale));
            text(
                    LEFT + 10 + 160 * number,
                    top + 14,
                    COLOURS.get(number % COLOURS.size()),
                    names.get(number));
        }
    }

    private void latencies(int top) {
        double most = 10;
        for (Seconds part : parts) {
            for (int second = 0; second < seconds; second++) {
                most = Math.max(most, part.percentile(99, second, second + 1));
            }
        }
        double decades = Math.ceil(Math.log10(most));
        frame(top, "latency by the second in which a job was due: p50 (thin), p99 (thick)");
        for (int decade = 0; decade <= decades; decade++) {
            text(
                    4,
                    (int) (top + PANEL * (1 - decade / decades)) + 4,
                    "%.0f ms".formatted(Math.pow(10, decade)));
        }
        for (int number = 0; number < parts.size(); number++) {
            Seconds part = parts.get(number);
            line(number, 1, second -> top + height(part, 50, second, decades));
            line(number, 2, second -> top + height(part, 99, second, decades));
        }
    }

    private static double height(Seconds part, double percent, int second, double decades) {
        double ms = Math.max(LEAST_MS, part.percentile(percent, second, second + 1));
        return PANEL * (1 - Math.log10(ms) / decades);
    }

    private void frame(int top, String title) {
        if (burst != null) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#fff3e0\"/>%n",
                            x(burst.from()),
                            top,
                            x(burst.to()) - x(burst.from()),
                            PANEL));
        }
        text(LEFT, top - 6, title);
        svg.append(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#ccc\"/>%n"
                        .formatted(LEFT, top, WIDTH - LEFT - 10, PANEL));
    }

    private void line(int number, int width, IntToDoubleFunction y) {
        svg.append(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" points=\""
                        .formatted(COLOURS.get(number % COLOURS.size()), width));
        for (int second = 0; second < seconds; second++) {
            svg.append(
                    String.format(Locale.ROOT, "%.1f,%.1f ", x(second), y.applyAsDouble(second)));
        }
        svg.append("\"/>\n");
    }

    private double x(int second) {
        return LEFT + second * (double) (WIDTH - LEFT - 10) / seconds;
    }

    private void text(int x, int y, String words) {
        text(x, y, "black", words);
    }

    private void text(int x, int y, String colour, String words) {
        svg.append(
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n".formatted(x, y, colour, words));
    }
}
