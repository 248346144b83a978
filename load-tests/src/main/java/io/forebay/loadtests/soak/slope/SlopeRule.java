package io.forebay.loadtests.soak.slope;

import io.forebay.loadtests.report.Median;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When something counts as growing. The slope is Theil and Sen's: the median of the slopes between
 * all pairs of points of the same life, so that neither a restart nor a peak makes one. It grows
 * when that slope, kept up for a day, adds more than a share of the median value (and more than a
 * trifle), when it is certain (99 %, by Kendall's rank statistic, as Sen does) that there is a rise
 * at all, and when both are so in the later half of the time too: a cache that fills rises less and
 * less, and a leak does not.
 *
 * @param warmUp since the start of the run, which does not count
 * @param settle since the start of each life, which does not count: a process fills its caches
 * @param growth the share of its median that something may grow by in a day
 */
public record SlopeRule(Duration warmUp, Duration settle, double growth) {

    private static final int LEAST_POINTS = 10;
    private static final Duration LEAST_SPAN = Duration.ofMinutes(10);
    private static final int BLOCKS = 300;
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
        Slope whole = Slope.of(lives);
        Slope late = Slope.of(laterHalf(lives));
        double median =
                Median.of(lives.stream().flatMap(List::stream).mapToDouble(Point::value).toArray());
        double limit = Math.max(growth * median, subject.measure().trifle()) / HOURS_OF_DAY;
        Trend.Outcome outcome =
                !subject.measure().isJudged()
                        ? Trend.Outcome.SHOWN
                        : whole.isCertainAbove(limit) && late.isCertainAbove(limit)
                                ? Trend.Outcome.GROWS
                                : Trend.Outcome.FLAT;
        return new Trend(
                subject,
                lives.size(),
                points,
                median,
                whole.perHour(),
                whole.low(),
                whole.high(),
                limit,
                outcome);
    }

    /** What was sampled in the later half of the time. */
    private static List<List<Point>> laterHalf(List<List<Point>> lives) {
        long first = Long.MAX_VALUE;
        long last = 0;
        for (List<Point> life : lives) {
            first = Math.min(first, life.getFirst().millis());
            last = Math.max(last, life.getLast().millis());
        }
        long middle = (first + last) / 2;
        return lives.stream()
                .map(life -> life.stream().filter(point -> point.millis() >= middle).toList())
                .filter(life -> !life.isEmpty())
                .toList();
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
}
