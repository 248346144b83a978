package io.forebay.worker.device;

import io.forebay.worker.batch.Latency;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was learned of each bucket: the rows that fit into memory, and how long runs take. Confined
 * to the device thread.
 */
final class Experience {

    /** Shapes differ without end where a model takes any; the oldest lesson is learned again. */
    private static final int MAX_BUCKETS = 1_000;

    /**
     * Of a bucket that nothing was run of for so long, nothing is known: else it would never be.
     */
    private static final Duration TRUST = Duration.ofSeconds(10);

    private final Map<Work.Bucket, Lesson> lessons =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Work.Bucket, Lesson> eldest) {
                    return size() > MAX_BUCKETS;
                }
            };

    private static final class Lesson {
        private final Latency latency = new Latency();
        private int rows = Integer.MAX_VALUE;
        private Instant lastRun = Instant.MIN;
    }

    /** Rows that a run may have: what the engine takes, what fits, and what is quick enough. */
    int cap(Work.Bucket bucket) {
        Lesson lesson = of(bucket);
        int most = Math.min(bucket.model().maxRows(), lesson.rows);
        return bucket.model()
                .model()
                .manifest()
                .batching()
                .latencyTarget()
                .map(target -> lesson.latency.rowsWithin(target, most))
                .orElse(most);
    }

    /** So many rows were too many. */
    void tooMany(Work.Bucket bucket, int rows) {
        Lesson lesson = of(bucket);
        lesson.rows = Math.min(lesson.rows, Math.max(1, rows / 2));
    }

    /** A run has passed. */
    void saw(Work.Bucket bucket, int rows, Duration time, Instant now) {
        Lesson lesson = of(bucket);
        lesson.latency.saw(rows, time);
        lesson.lastRun = now;
    }

    /** How long a run of its own is expected to take; zero when that is not known. */
    Duration expected(Work work, Instant now) {
        Lesson lesson = of(work.kind());
        return lesson.lastRun.isBefore(now.minus(TRUST))
                ? Duration.ZERO
                : lesson.latency.of(work.rows());
    }

    private Lesson of(Work.Bucket bucket) {
        return lessons.computeIfAbsent(
                bucket,
                made -> {
                    Lesson lesson = new Lesson();
                    bucket.model()
                            .timings()
                            .forEach(timing -> lesson.latency.saw(timing.rows(), timing.time()));
                    return lesson;
                });
    }
}
