package io.forebay.rehearsal.report;

import io.forebay.rehearsal.RehearsalConfig;
import io.forebay.rehearsal.day.Jobs;
import io.forebay.rehearsal.day.Story;
import io.forebay.rehearsal.pipeline.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What a day was like. Times are the story's.
 *
 * @param figures that replaced the shipped ones
 * @param states how many jobs ended how
 * @param attained the share of jobs that began within the SLO, 0 to 1
 * @param waits of all jobs, seconds, in order of size
 * @param work worker-hours that the jobs themselves need
 */
public record DayReport(
        RehearsalConfig config,
        Map<String, String> figures,
        List<Window> windows,
        int handedIn,
        int refused,
        Map<String, Long> states,
        double attained,
        List<Double> waits,
        double work,
        int started,
        int stopped,
        int killed) {

    private static final double WINDOW = 600;

    public DayReport {
        figures = Map.copyOf(figures);
        windows = List.copyOf(windows);
        states = Map.copyOf(states);
        waits = List.copyOf(waits);
    }

    public static DayReport of(
            RehearsalConfig config,
            Map<String, String> figures,
            Story story,
            List<Moment> moments,
            List<Jobs.Job> ended,
            Jobs jobs,
            Workers workers) {
        double slo = config.waitSlo().toSeconds();
        List<Double> waits = ended.stream().map(one -> waited(one, story)).sorted().toList();
        return new DayReport(
                config,
                figures,
                windows(config, story, moments, ended),
                jobs.submitted(),
                jobs.refused(),
                ended.stream()
                        .collect(Collectors.groupingBy(Jobs.Job::state, Collectors.counting())),
                ended.isEmpty()
                        ? 1
                        : waits.stream().filter(one -> one <= slo).count() / (double) waits.size(),
                waits,
                ended.size() * config.perRow().toNanos() / 1e9 * story.speed() / 3_600,
                workers.started() - 2,
                workers.stopped() - 2,
                workers.lost());
    }

    /** Jobs that were promised an end and have none. */
    public long lost() {
        long ended =
                states.entrySet().stream()
                        .filter(one ->
                                List.of("succeeded", "failed", "expired", "canceled")
                                        .contains(one.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return handedIn - refused - ended;
    }

    public double waited(double quantile) {
        return waits.isEmpty() ? 0 : waits.get((int) ((waits.size() - 1) * quantile));
    }

    /** Worker-hours that were paid. */
    public double paid() {
        return windows.isEmpty() ? 0 : windows.getLast().paid();
    }

    /** As {@code hh:mm}. */
    public static String time(double seconds) {
        int minutes = (int) (seconds / 60);
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }

    private static double waited(Jobs.Job job, Story story) {
        return job.waited().toNanos() / 1e9 * story.speed();
    }

    private static List<Window> windows(
            RehearsalConfig config, Story story, List<Moment> moments, List<Jobs.Job> ended) {
        TreeMap<Integer, List<Moment>> looks =
                moments.stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> slot(one.at()), TreeMap::new, Collectors.toList()));
        Map<Integer, List<Jobs.Job>> created =
                ended.stream()
                        .collect(
                                Collectors.groupingBy(one -> slot(story.secondsOf(one.created()))));
        List<Window> windows = new ArrayList<>();
        double paid = 0;
        for (Map.Entry<Integer, List<Moment>> entry : looks.entrySet()) {
            List<Moment> looked = entry.getValue();
            double span = sum(looked, Moment::span);
            paid += sum(looked, one -> one.span() * one.workers().paid()) / 3_600;
            double[] waits =
                    created.getOrDefault(entry.getKey(), List.of()).stream()
                            .mapToDouble(one -> waited(one, story))
                            .sorted()
                            .toArray();
            windows.add(
                    new Window(
                            Math.min(
                                            (entry.getKey() + 1.0) * WINDOW,
                                            (double) config.until().toSeconds())
                                    / 3_600,
                            sum(looked, Moment::due) / Math.max(span, 1) * 60,
                            most(looked, Moment::lag),
                            most(looked, one -> one.workers().ordered()),
                            sum(looked, one -> one.span() * one.workers().ready())
                                    / Math.max(span, 1),
                            most(looked, Moment::forecast),
                            most(looked, Moment::scheduled),
                            waits.length == 0 ? Double.NaN : waits[(int) (waits.length * 0.99)],
                            paid));
        }
        return windows;
    }

    private static int slot(double at) {
        return (int) (at / WINDOW);
    }

    private static double sum(List<Moment> looked, ToDoubleFunction<Moment> value) {
        return looked.stream().mapToDouble(value).sum();
    }

    private static double most(List<Moment> looked, ToDoubleFunction<Moment> value) {
        return Arrays.stream(looked.stream().mapToDouble(value).toArray()).max().orElse(0);
    }
}
