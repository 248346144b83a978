package io.forebay.scaler.report;

import io.forebay.scaler.forecast.Forecast;
import io.forebay.scaler.lane.LaneReport;
import io.forebay.scaler.policy.Decision;
import java.util.List;
import java.util.Locale;

/** A decision in words: every term, with its unit. */
public final class Explanation {

    private Explanation() {}

    public static String of(LaneReport report) {
        String decided =
                "%s at %s: %d workers%s%n"
                        .formatted(
                                report.order().name(),
                                report.at(),
                                report.replicas(),
                                report.order().shadow()
                                        ? " (shadow mode; with the forecast it would be "
                                                + report.decision().replicas()
                                                + ")"
                                        : "");
        return decided + String.join("\n", terms(report)) + "\n";
    }

    /** A line each. */
    static List<String> terms(LaneReport report) {
        Decision why = report.decision();
        return List.of(
                text(
                        "  now        %.3f items/s arrive, %d wait or run, %d workers take work",
                        why.rate(),
                        report.sample().arrived() - report.sample().completed(),
                        report.sample().workers()),
                text(
                        "  measured   one worker does %.3f items/s (mu); one is ready %.0f s after it was ordered (L)",
                        why.mu(), why.coldStart()),
                text("  reactive   %.2f workers for the present rate", why.reactive()),
                text(
                        "  ahead      %.2f workers for what comes before one ordered now is ready: %s",
                        why.ahead(), forecast(why.forecast())),
                text(
                        "  kept       %.2f workers for what comes before one stopped now could be back: %s",
                        why.kept(), forecast(why.keepForecast())),
                text("  backlog    %.2f workers to work off what waits", why.backlog()),
                text("  schedule   at least %d", why.scheduleFloor()),
                text(
                        "  risk       a missed wait costs %.2f idle workers (C_miss/C_gpu): plan to be enough in %.1f %% of minutes; %.2f %% of waits were too long of late",
                        why.costRatio(),
                        100 * why.costRatio() / (1 + why.costRatio()),
                        100 * why.lateShare()),
                text(
                        "  so         scale out to %d, scale in to %d, stay between%s",
                        why.atLeast(),
                        why.atMost(),
                        why.bounded() ? "; the cost cap or the maximum took workers away" : ""));
    }

    private static String forecast(Forecast forecast) {
        return text(
                "%s says %.3f items/s, %.3f with its residuals' quantile; skill over persistence %.2f%s",
                forecast.expert(),
                forecast.point(),
                forecast.demand(),
                forecast.skill(),
                forecast.trusted() ? "" : ": not trusted, does not count");
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
