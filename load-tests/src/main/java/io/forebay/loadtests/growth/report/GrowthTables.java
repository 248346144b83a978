package io.forebay.loadtests.growth.report;

import io.forebay.loadtests.growth.fit.Growth;
import io.forebay.loadtests.growth.fit.Verdict;
import io.forebay.loadtests.growth.point.Axis;
import io.forebay.loadtests.growth.point.AxisResult;
import io.forebay.loadtests.growth.point.Figure;
import io.forebay.loadtests.growth.point.Point;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Results as Markdown, to be read in a terminal and pasted into a page. */
public final class GrowthTables {

    /** How verdicts come about. */
    public static final String RULE =
            "Cost of one (a job, a waiter, a MiB) ~ size^e, fitted by least squares to the logarithms"
                    + " of the points from the cheapest on (or from before it, so that they span a"
                    + " factor of ten): it grows faster than its work when it rises by more than 25 %"
                    + " per tenfold, e > 0.097. A size of 0 counts as 1. Points with wrong answers do"
                    + " not count.";

    private static final double PERCENT = 100;
    private static final double MOST_SECONDS_PER_MILLION = 60;
    private static final long LEAST_OF_A_MILLION = 100_000;
    private static final String PER_MILLION = "s per million jobs";

    private GrowthTables() {}

    /** A line of progress. */
    public static String line(Axis axis, Point point) {
        return String.format(
                Locale.ROOT,
                "%-13s %,11d %s: %s%s",
                axis.title(),
                point.size(),
                axis.unit(),
                point.figures().stream()
                        .map(figure -> figure.title() + " " + number(figure.value()))
                        .collect(Collectors.joining(", ")),
                remarks(point).isEmpty() ? "" : "  " + remarks(point));
    }

    /** All axes. */
    public static String of(List<AxisResult> results) {
        return results.stream().map(GrowthTables::of).collect(Collectors.joining("\n"));
    }

    private static String of(AxisResult result) {
        Axis axis = result.axis();
        StringBuilder text =
                new StringBuilder(
                        "### %s%n%n%s.%n%n"
                                .formatted(axis.title(), upper(axis.what()).replace("|", "/")));
        row(text, axis.unit(), result.titles(), "answers right", "others had", "");
        text.append("|---".repeat(result.titles().size() + 4)).append("|\n");
        for (Point point : result.points()) {
            row(
                    text,
                    String.format(Locale.ROOT, "%,d", point.size()),
                    result.titles().stream().map(title -> cell(point, title)).toList(),
                    String.format(Locale.ROOT, "%,d", point.right()),
                    String.format(Locale.ROOT, "%.0f %%", PERCENT * point.foreignShare()),
                    remarks(point));
        }
        text.append('\n');
        result.costs()
                .forEach(cost -> text.append("- ").append(words(Growth.of(result, cost), axis)));
        if (axis == Axis.REBUILD) {
            text.append(perMillion(result));
        }
        return text.toString();
    }

    /** What is said of a cost. */
    static String words(Growth growth, Axis axis) {
        if (growth.verdict() == Verdict.UNKNOWN) {
            return "%s: %s.%n".formatted(growth.cost(), growth.verdict().words());
        }
        return String.format(
                Locale.ROOT,
                "%s: **%s**%s. Size^%.2f, which is %+.0f %% per tenfold, from %,d %s on; size^%.2f over all.%n",
                growth.cost(),
                growth.verdict().words(),
                growth.disturbed() ? " (but others had the processors)" : "",
                growth.exponentAtTheEnd(),
                growth.percentPerTenfold(),
                growth.from(),
                axis.unit(),
                growth.exponent());
    }

    /** Told from the largest size alone, and not from a few jobs: fixed costs are not theirs. */
    private static String perMillion(AxisResult result) {
        Point last = result.points().getLast();
        double seconds = last.figure(PER_MILLION).orElse(Double.NaN);
        if (last.size() < LEAST_OF_A_MILLION || Double.isNaN(seconds)) {
            return String.format(
                    Locale.ROOT,
                    "- Seconds per million jobs: cannot be told from fewer than %,d jobs.%n",
                    LEAST_OF_A_MILLION);
        }
        return String.format(
                Locale.ROOT,
                "- At the largest size %.1f s per million jobs, of which %.0f s are allowed: **%s**.%n",
                seconds,
                MOST_SECONDS_PER_MILLION,
                seconds <= MOST_SECONDS_PER_MILLION ? "kept" : "NOT KEPT");
    }

    private static void row(
            StringBuilder text,
            String size,
            List<String> cells,
            String right,
            String others,
            String remarks) {
        text.append("| ").append(size).append(" | ");
        cells.forEach(cell -> text.append(cell).append(" | "));
        text.append("%s | %s | %s |%n".formatted(right, others, remarks));
    }

    private static String cell(Point point, String title) {
        return point.figures().stream()
                .filter(figure -> figure.title().equals(title))
                .map(Figure::value)
                .map(GrowthTables::number)
                .findFirst()
                .orElse("");
    }

    private static String remarks(Point point) {
        String disturbed = point.disturbed() ? "DISTURBED" : "";
        return point.isClean()
                ? disturbed
                : (disturbed + " NOT CLEAN: " + point.problems())
                        .strip()
                        .replace('|', '/')
                        .replace('\n', ' ');
    }

    /** Three digits, or all of those before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        int digits =
                size >= 100 || value == Math.rint(value)
                        ? 0
                        : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    private static String upper(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
