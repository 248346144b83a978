package io.forebay.loadtests.peers.report;

import io.forebay.loadtests.peers.measure.Figures;
import io.forebay.loadtests.peers.system.Contestant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A comparison as Markdown. */
public final class PeersTables {

    private PeersTables() {}

    /** A table for each step, and what is to be known about all of them. */
    public static String of(PeersReport report) {
        return report.steps().stream()
                        .map(PeersTables::table)
                        .collect(Collectors.joining("\n", "", "\n"))
                + notes(report);
    }

    /** One line, as the run goes. */
    public static String line(Figures figures) {
        return String.format(
                Locale.ROOT,
                "round %d  %-14s  %-17s  %,7.0f jobs/s  CPU %.2f s/1000  p50 %.1f ms  p99 %.1f ms "
                        + " %s%s",
                figures.round(),
                figures.contestant().title(),
                figures.step(),
                figures.jobsPerSecond(),
                figures.cpuSecondsPer1000(),
                figures.p50Ms(),
                figures.p99Ms(),
                String.format(Locale.ROOT, "others %.0f %%", 100 * figures.foreignShare()),
                (figures.tries() > 1 ? ", try " + figures.tries() : "")
                        + (figures.disturbed() ? ", DISTURBED" : "")
                        + (figures.isClean()
                                ? ""
                                : "  NOT CLEAN: %s, untold %d"
                                        .formatted(figures.tally(), figures.untold())));
    }

    private static String table(StepSummary summary) {
        String titles =
                Arrays.stream(Figure.values())
                        .map(Figure::title)
                        .collect(Collectors.joining(" | "));
        StringBuilder table = new StringBuilder("\n### " + summary.step() + "\n\n");
        table.append("| system | ").append(titles).append(" | disturbed rounds |\n");
        table.append("|---".repeat(Figure.values().length + 2)).append("|\n");
        summary.medians()
                .forEach((contestant, medians) ->
                        table.append(
                                row(
                                        contestant,
                                        medians,
                                        summary.disturbed().getOrDefault(contestant, 0))));
        if (!summary.ratios().isEmpty()) {
            table.append(ratios(summary.ratios()));
        }
        return table.toString();
    }

    private static String row(
            Contestant contestant, Map<Figure, Double> medians, int disturbedRounds) {
        return "| %s | %s | %d |\n"
                .formatted(
                        contestant.title(),
                        Arrays.stream(Figure.values())
                                .map(figure -> figure.text(medians.getOrDefault(figure, 0.0)))
                                .collect(Collectors.joining(" | ")),
                        disturbedRounds);
    }

    private static String ratios(Map<Figure, Ratio> ratios) {
        return "| forebay / best peer | %s | |\n"
                .formatted(
                        Arrays.stream(Figure.values())
                                .map(figure -> ratio(ratios, figure))
                                .collect(Collectors.joining(" | ")));
    }

    private static String ratio(Map<Figure, Ratio> ratios, Figure figure) {
        Ratio ratio = ratios.get(figure);
        return ratio == null
                ? "-"
                : String.format(Locale.ROOT, "%.2f (%s)", ratio.value(), ratio.peer().title());
    }

    private static String notes(PeersReport report) {
        List<Figures> figures = report.figures();
        long repeated = figures.stream().filter(one -> one.tries() > 1).count();
        long disturbed = figures.stream().filter(Figures::disturbed).count();
        return """

        Medians over rounds; ratios are medians of the rounds' own. Peak memory is of a system's processes since their start, all earlier steps included.
        %d of %d steps were repeated because others had the processors; %d were disturbed in every try and count all the same.
        %s
        """
                .formatted(
                        repeated,
                        figures.size(),
                        disturbed,
                        report.clean()
                                ? "Every job of every system was answered, once, and right."
                                : "NOT CLEAN: see the lines above.");
    }
}
