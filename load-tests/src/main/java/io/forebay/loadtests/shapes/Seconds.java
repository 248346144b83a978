package io.forebay.loadtests.shapes;

import io.forebay.loadtests.job.Outcome;
import io.forebay.loadtests.phase.LoadRun;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What became of the jobs of a part, by the second in which they were due. A job that had to wait
 * until somebody was free to send it counts in its own second, with that wait. Safe for use by
 * several threads.
 */
public final class Seconds implements LoadRun.Observer {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final int DIGITS = 2;

    private final ConcurrentHistogram[] micros;
    private final int[] right;
    private final int[] other;
    private final int[] ended;

    /**
     * @param count of seconds; what is due later counts in the last
     */
    public Seconds(int count) {
        this.micros = new ConcurrentHistogram[count];
        for (int second = 0; second < count; second++) {
            micros[second] = new ConcurrentHistogram(1, HOUR_MICROS, DIGITS);
        }
        this.right = new int[count];
        this.other = new int[count];
        this.ended = new int[count];
    }

    @Override
    public synchronized void ended(long dueNanos, long nanos, Outcome outcome) {
        int second = second(dueNanos);
        if (outcome instanceof Outcome.Right) {
            micros[second].recordValue(Math.clamp(nanos / NANOS_PER_MICRO, 1, HOUR_MICROS));
            right[second]++;
            long end = (dueNanos + nanos) / NANOS_PER_SECOND;
            if (end < ended.length) {
                ended[(int) end]++;
            }
        } else {
            other[second]++;
        }
    }

    public int count() {
        return micros.length;
    }

    /** Jobs that were due in a second. */
    public synchronized int due(int second) {
        return right[second] + other[second];
    }

    /** Right jobs that ended in a second. */
    public synchronized int ended(int second) {
        return ended[second];
    }

    /** Jobs due in these seconds that did not end right. */
    public synchronized int notRight(int from, int to) {
        int sum = 0;
        for (int second = Math.max(0, from); second < Math.min(to, other.length); second++) {
            sum += other[second];
        }
        return sum;
    }

    /** A percentile over the right jobs that were due in these seconds, ms; 0 without any. */
    public double percentile(double percent, int from, int to) {
        Histogram sum = new Histogram(1, HOUR_MICROS, DIGITS);
        for (int second = Math.max(0, from); second < Math.min(to, micros.length); second++) {
            sum.add(micros[second]);
        }
        return sum.getTotalCount() == 0 ? 0 : sum.getValueAtPercentile(percent) / 1e3;
    }

    /** Of each second: jobs due, jobs ended, median and 99th percentile in milliseconds. */
    public List<List<Double>> table() {
        List<List<Double>> table = new ArrayList<>();
        for (int second = 0; second < count(); second++) {
            table.add(
                    List.of(
                            (double) due(second),
                            (double) ended(second),
                            percentile(50, second, second + 1),
                            percentile(99, second, second + 1)));
        }
        return table;
    }

    private int second(long dueNanos) {
        return Math.clamp(dueNanos / NANOS_PER_SECOND, 0, micros.length - 1);
    }
}
