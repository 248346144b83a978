package io.forebay.loadtests.soak;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.soak.sample.Samples;
import io.forebay.loadtests.soak.slope.Measure;
import io.forebay.loadtests.soak.slope.Subject;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * How many jobs end, and how long they took, from one sample to the next. A job's time counts from
 * when it was due, not from when somebody was free to offer it. Safe for use by several threads.
 */
final class Pace implements Consumer<Event> {

    private static final String ALL = "all";
    private static final long HOUR_MILLIS = 3_600_000;
    private static final String KEY = "job-";

    private final Histogram millis = new Histogram(HOUR_MILLIS, 3);
    private final Histogram whole = new Histogram(HOUR_MILLIS, 3);
    private long ended;
    private long first = Long.MAX_VALUE;
    private long began;
    private double rate = 1;
    private long sampledAt;

    /** From now on the jobs from this number on are offered at a rate. */
    synchronized void begin(long number, long now, double jobsPerSecond) {
        first = number;
        began = now;
        rate = jobsPerSecond;
    }

    /** A job's end was seen for the first time. */
    @Override
    public synchronized void accept(Event end) {
        ended++;
        long number =
                end.key().startsWith(KEY) ? Long.parseLong(end.key().substring(KEY.length())) : -1;
        if (number >= first && number < Soak.KILLERS) {
            long due = began + (long) ((number - first) * 1_000 / rate);
            long took = Math.clamp(end.t() - due, 0, HOUR_MILLIS);
            millis.recordValue(took);
            whole.recordValue(took);
        }
    }

    /**
     * Adds to the samples what came since the last time.
     *
     * @param open jobs that have not ended
     * @param kept jobs that are not judged
     */
    synchronized void sample(long now, int open, int kept, Samples samples) {
        if (sampledAt > 0 && now > sampledAt) {
            add(samples, Measure.JOBS, now, ended * 1_000.0 / (now - sampledAt));
            add(samples, Measure.OPEN, now, open);
            add(samples, Measure.KEPT, now, kept);
            if (millis.getTotalCount() > 0) {
                add(samples, Measure.P50, now, (double) millis.getValueAtPercentile(50));
                add(samples, Measure.P99, now, (double) millis.getValueAtPercentile(99));
            }
        }
        sampledAt = now;
        ended = 0;
        millis.reset();
    }

    /** A percentile over all jobs that were offered at the rate, milliseconds. */
    synchronized long percentile(double percent) {
        return whole.getValueAtPercentile(percent);
    }

    private static void add(Samples samples, Measure measure, long now, double value) {
        samples.add(new Subject(measure, ""), ALL, now, value);
    }
}
