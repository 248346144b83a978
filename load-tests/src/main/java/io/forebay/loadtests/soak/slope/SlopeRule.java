package io.forebay.loadtests.soak.slope;

import io.forebay.loadtests.report.Median;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When something counts as growing. The slope is Theil and Sen's: the median of the slopes between
 * all pairs of points of the same life, so that neither a restart nor a peak makes one. It grows
 * when that slope, kept up for a day, adds more than a share of the median value (and more than a
 * trifle), and when it is certain (99 %, by Kendall's rank statistic, as Sen does) that there is a
 * rise at all.
 *
 * @param warmUp since the start of the run, which does not count
 * @param settle since the start of each life, which does not count: a process fills its caches
 * @param growth the share of its median that something may grow by in a day
 */
public record SlopeRule(Duration warmUp, Duration settle, double growth) {

    private static final int LEAST_POINTS = 10;
    private static final Duration LEAST_SPAN = Duration.ofMinutes(10);
    private static final int BLOCKS = 300;
    private static final double CERTAIN = 2.576;
    private static final double HOUR_MILLIS = 3_600_000;
    private static final double HOURS_OF_DAY = 24;

    public SlopeRule {
        if (!(growth > 0)) {
            throw new IllegalArgumentException("growth must be above 0, not " + growth);
        }
    }

    /** What is to be said of a series. */
    public Trend judge(Series series) {
        List<List<Point>> lives = lives(series);
        int points = lives.stream().mapToInt(List::size).sum();
        long span =
                lives.stream()
                        .mapToLong(life -> life.getLast().millis() - life.getFirst().millis())
                        .sum();
        boolean judged = series.subject().measure().isJudged();
        if (points < LEAST_POINTS || span < LEAST_SPAN.toMillis()) {
            return Trend.unseen(
                    series.subject(),
                    lives.size(),
                    points,
                    judged ? Trend.Outcome.TOO_SHORT : Trend.Outcome.SHOWN);
        }
        return judge(series.subject(), lives, points);
    }

    private Trend judge(Subject subject, List<List<Point>> lives, int points) {
        double[] slopes = slopes(lives);
        double spread = CERTAIN * Math.sqrt(variance(lives));
        double median =
                Median.of(lives.stream().flatMap(List::stream).mapToDouble(Point::value).toArray());
        double slope = Median.of(slopes);
        double low = at(slopes, (slopes.length - spread) / 2);
        double high = at(slopes, (slopes.length + spread) / 2);
        double limit = Math.max(growth * median, subject.measure().trifle()) / HOURS_OF_DAY;
        Trend.Outcome outcome =
                !subject.measure().isJudged()
                        ? Trend.Outcome.SHOWN
                        : slope > limit && low > 0 ? Trend.Outcome.GROWS : Trend.Outcome.FLAT;
        return new Trend(subject, lives.size(), points, median, slope, low, high, limit, outcome);
    }

    /** What counts of each life, as at most so many points in all. */
    private List<List<Point>> lives(Series series) {
        long first = Long.MAX_VALUE;
        long last = 0;
        List<List<Point>> counted = new ArrayList<>();
        for (Life life : series.lives()) {
            if (life.points().isEmpty()) {
                continue;
            }
            long born = life.points().getFirst().millis();
            long from = Math.max(warmUp.toMillis(), born + settle.toMillis());
            List<Point> points =
                    life.points().stream().filter(point -> point.millis() >= from).toList();
            if (!points.isEmpty()) {
                counted.add(points);
                first = Math.min(first, points.getFirst().millis());
                last = Math.max(last, points.getLast().millis());
            }
        }
        long block = Math.max(1, (last - first) / BLOCKS);
        return counted.stream().map(points -> blocks(points, block)).toList();
    }

    private static List<Point> blocks(List<Point> points, long millis) {
        Map<Long, List<Point>> blocks = new LinkedHashMap<>();
        for (Point point : points) {
            blocks.computeIfAbsent(point.millis() / millis, _ -> new ArrayList<>()).add(point);
        }
        return blocks.values().stream()
                .map(block ->
                        new Point(
                                block.get(block.size() / 2).millis(),
                                Median.of(block.stream().mapToDouble(Point::value).toArray())))
                .toList();
    }

    /** Sorted, an hour each. */
    private static double[] slopes(List<List<Point>> lives) {
        double[] slopes =
                new double
                        [lives.stream()
                                .mapToInt(life -> life.size() * (life.size() - 1) / 2)
                                .sum()];
        int next = 0;
        for (List<Point> life : lives) {
            for (int one = 0; one < life.size(); one++) {
                for (int other = one + 1; other < life.size(); other++) {
                    Point from = life.get(one);
                    Point to = life.get(other);
                    slopes[next++] =
                            (to.value() - from.value())
                                    * HOUR_MILLIS
                                    / Math.max(1, to.millis() - from.millis());
                }
            }
        }
        Arrays.sort(slopes);
        return slopes;
    }

    /** Of Kendall's statistic where there is no rise; lives add up. */
    private static double variance(List<List<Point>> lives) {
        return lives.stream()
                .mapToDouble(life -> {
                    double n = life.size();
                    return n * (n - 1) * (2 * n + 5) / 18;
                })
                .sum();
    }

    private static double at(double[] sorted, double place) {
        return sorted[Math.clamp(Math.round(place), 0, sorted.length - 1)];
    }
}
