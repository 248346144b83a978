package io.forebay.rehearsal.report;

import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A day in words and numbers. */
public final class DayText {

    private DayText() {}

    public static String summary(DayReport report) {
        double length = report.config().until().minus(report.config().from()).toMinutes() / 60.0;
        return String.join(
                "\n",
                text(
                        "jobs      %d handed in, %d of them never accepted; accepted ones ended:"
                                + " %s; lost: %d",
                        report.handedIn(),
                        report.refused(),
                        new TreeMap<>(report.states()),
                        report.lost()),
                text(
                        "waits     %.2f %% within %d s; median %.0f s, p99 %.0f s, longest %.0f s"
                                + " (of the story; one second of this world is %.0f)",
                        100 * report.attained(),
                        report.config().waitSlo().toSeconds(),
                        report.waited(0.5),
                        report.waited(0.99),
                        report.waited(1),
                        report.config().speed()),
                text(
                        "workers   %d started, %d told to end, %d taken away without a word; at"
                                + " most %.0f at once",
                        report.started(),
                        report.stopped(),
                        report.killed(),
                        report.windows().stream().mapToDouble(Window::ordered).max().orElse(0)),
                text(
                        "cost      %.1f worker-hours paid, %.1f needed by the jobs: %.2f times; as"
                                + " many as at the peak all the time would be %.1f",
                        report.paid(),
                        report.work(),
                        report.work() == 0 ? 1 : report.paid() / report.work(),
                        length
                                * report.windows().stream()
                                        .mapToDouble(Window::ordered)
                                        .max()
                                        .orElse(0)),
                text(
                        "read      %s, with %s",
                        report.config().scaledObject(), new TreeMap<>(report.figures())));
    }

    /** A line for every window. */
    static String csv(DayReport report) {
        return "hour,arrivals_per_minute,lag,ordered,ready,forecast,schedule,p99_wait_s,paid_worker_hours\n"
                + report.windows().stream()
                        .map(one ->
                                text(
                                        "%.2f,%.2f,%.0f,%.0f,%.2f,%.0f,%.0f,%s,%.2f\n",
                                        one.at(),
                                        one.arrivals(),
                                        one.lag(),
                                        one.ordered(),
                                        one.ready(),
                                        one.forecast(),
                                        one.scheduled(),
                                        Double.isNaN(one.p99Wait())
                                                ? ""
                                                : text("%.0f", one.p99Wait()),
                                        one.paid()))
                        .collect(Collectors.joining());
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
