package io.forebay.loadtests.torture.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A timeline as a picture: rates, open jobs, and below them a row for each kind of fault. */
final class TimelineSvg {

    private static final int WIDTH = 1_100;
    private static final int LEFT = 150;
    private static final int PANEL = 130;
    private static final int GAP = 34;
    private static final int ROW = 15;

    private final Timeline timeline;
    private final StringBuilder svg = new StringBuilder();

    private TimelineSvg(Timeline timeline) {
        this.timeline = timeline;
    }

    static String draw(Timeline timeline) {
        return new TimelineSvg(timeline).draw();
    }

    private String draw() {
        List<String> kinds = timeline.bars().stream().map(Bar::kind).distinct().sorted().toList();
        int faults = 3 * (PANEL + GAP);
        int height = faults + GAP + kinds.size() * ROW + 40;
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <rect width="100%%" height="100%%" fill="white"/>
                """
                        .formatted(WIDTH, height));
        panel(0, "accepted/s and ended/s", timeline.accepted(), "#1565c0", timeline.ended());
        panel(1, "open jobs", timeline.open(), "#6a1b9a", List.of());
        panel(2, "calls without a clear answer/s", timeline.unclear(), "#c62828", List.of());
        for (int row = 0; row < kinds.size(); row++) {
            row(kinds.get(row), faults + row * ROW);
        }
        axis(faults + kinds.size() * ROW + 14);
        return svg.append("</svg>\n").toString();
    }

    private void panel(
            int number, String title, List<Integer> first, String colour, List<Integer> second) {
        int top = 16 + number * (PANEL + GAP);
        int most = Math.max(1, Math.max(max(first), max(second)));
        text(LEFT, top - 4, title);
        text(LEFT - 34, top + 10, Integer.toString(most));
        svg.append(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#ccc\"/>\n"
                        .formatted(LEFT, top, WIDTH - LEFT - 10, PANEL));
        line(first, most, top, colour);
        line(second, most, top, "#2e7d32");
    }

    private void line(List<Integer> values, int most, int top, String colour) {
        svg.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" points=\"");
        for (int second = 0; second < values.size(); second++) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            x(second * 1_000L),
                            top + PANEL * (1 - values.get(second) / (double) most)));
        }
        svg.append("\"/>\n");
    }

    private void row(String kind, int top) {
        text(4, top + 11, kind);
        for (Bar bar : timeline.bars()) {
            if (bar.kind().equals(kind)) {
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#ef6c00\"><title>%s %s, %d to %d ms</title></rect>%n",
                                x(bar.from()),
                                top + 2,
                                Math.max(2, x(bar.to()) - x(bar.from())),
                                ROW - 4,
                                bar.kind(),
                                bar.target(),
                                bar.from(),
                                bar.to()));
            }
        }
    }

    private void axis(int top) {
        int step = Math.max(1, (timeline.seconds() + 9) / 10);
        IntStream.iterate(0, second -> second <= timeline.seconds(), second -> second + step)
                .forEach(second -> text((int) x(second * 1_000L), top, second + " s"));
    }

    private double x(long millis) {
        double share = millis / (1_000.0 * Math.max(1, timeline.seconds()));
        return LEFT + share * (WIDTH - LEFT - 10);
    }

    private void text(int x, int y, String words) {
        svg.append("<text x=\"%d\" y=\"%d\">%s</text>%n".formatted(x, y, words));
    }

    private static int max(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
