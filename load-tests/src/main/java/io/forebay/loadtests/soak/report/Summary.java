package io.forebay.loadtests.soak.report;

import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.soak.SoakResult;
import io.forebay.loadtests.soak.slope.SlopeRule;
import io.forebay.loadtests.soak.slope.Trend;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A soak in Markdown. */
final class Summary {

    private static final double PERCENT = 100;

    private Summary() {}

    static String of(SoakResult result, Map<String, Object> figures, Map<String, Long> faults) {
        return """
        %s

        | | |
        |---|---|
        %s

        Faults, in turn: %s.

        ## What it holds

        %s

        | what | lives | points | median | growth a day | cannot exclude, a day | limit a day | |
        |---|---|---|---|---|---|---|---|
        %s

        ## Promises

        | promise | looked at | breaches |
        |---|---|---|
        %s
        """
                .formatted(
                        headline(result),
                        figures.entrySet().stream()
                                .map(one -> "| %s | %s |".formatted(one.getKey(), one.getValue()))
                                .collect(Collectors.joining("\n")),
                        new TreeMap<>(faults)
                                .entrySet().stream()
                                        .map(one -> one.getKey() + " " + one.getValue())
                                        .collect(Collectors.joining(", ")),
                        rule(result.config().rule()),
                        result.trends().stream()
                                .map(Summary::row)
                                .collect(Collectors.joining("\n")),
                        result.verdicts().stream()
                                .map(Summary::row)
                                .collect(Collectors.joining("\n")));
    }

    /** The outcome in a sentence. */
    static String headline(SoakResult result) {
        String promises = result.kept() ? "Every promise was kept" : "PROMISES WERE BROKEN";
        List<Trend> growing = result.growing();
        String growth =
                growing.isEmpty()
                        ? "nothing grows that could be judged"
                        : "%d GROW: %s"
                                .formatted(
                                        growing.size(),
                                        growing.stream()
                                                .map(one -> one.subject().title())
                                                .collect(Collectors.joining(", ")));
        String unjudged =
                result.unjudged().isEmpty()
                        ? ""
                        : "; %d could not be judged, for want of time"
                                .formatted(result.unjudged().size());
        return promises + "; " + growth + unjudged + ".";
    }

    /** The rule, in words. */
    static String rule(SlopeRule rule) {
        return String.format(
                Locale.ROOT,
                "A slope is the median of those between all pairs of points of one life (Theil and Sen); a process that is started again begins another life. What was sampled in the first %d s of the run, and in the first %d s of"
                        + " a life, does not count. Something grows when its slope, kept up for a day, adds more than %.0f %% of its median (and more than a trifle, such as 64 MiB), when it is certain (99 %%, Kendall) that it rises at all, and when both are so in the later half of the time too. What"
                        + " the points cannot exclude is the upper end of that interval.",
                rule.warmUp().toSeconds(),
                rule.settle().toSeconds(),
                PERCENT * rule.growth());
    }

    /** What is said of a trend. */
    static String outcome(Trend trend) {
        return switch (trend.outcome()) {
            case FLAT -> "flat";
            case GROWS -> "GROWS";
            case TOO_SHORT -> "too short to say";
            case SHOWN -> "not judged";
        };
    }

    private static String row(Trend trend) {
        boolean unseen = trend.limitPerHour() == 0 && trend.median() == 0;
        return "| %s | %d | %d | %s | %s | %s | %s | %s |"
                .formatted(
                        trend.subject().title(),
                        trend.lives(),
                        trend.points(),
                        unseen ? "-" : Figures.of(trend.subject().measure(), trend.median()),
                        unseen ? "-" : Figures.of(trend.subject().measure(), trend.perDay()),
                        unseen ? "-" : Figures.of(trend.subject().measure(), trend.highPerDay()),
                        unseen ? "-" : Figures.of(trend.subject().measure(), trend.limitPerDay()),
                        outcome(trend));
    }

    private static String row(Verdict verdict) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %d |",
                verdict.promise(),
                verdict.looked(),
                verdict.findings().size());
    }
}
