package io.forebay.loadtests.soak;

import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.cluster.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A cluster in which everything that is kept is kept for minutes, so that an hour shows a plateau.
 */
final class ShortLives {

    /** Jobs and results, from their end. */
    static final Duration JOBS = Duration.ofMinutes(3);

    /** Results that answer further jobs. */
    static final Duration CACHED = Duration.ofMinutes(1);

    /** Records that brokers keep by age; longer than any job is read. */
    static final Duration RECORDS = Duration.ofMinutes(5);

    private static final String SEGMENT = Integer.toString(4 << 20);

    private ShortLives() {}

    static Tuning tuning() {
        return new Tuning(
                Map.of(
                        Role.BROKER, broker(),
                        Role.DISPATCHER,
                                Map.of(
                                        "purge.enabled", "true",
                                        "purge.after", "30s",
                                        "purge.interval", "5s",
                                        "timing.payload-grace", "60s"),
                        Role.RESULTS,
                                Map.of(
                                        "projection.open-job-ttl", "300s",
                                        "projection.deleted-job-ttl", "300s"),
                        Role.WORKER, Map.of("withdrawals.keep", "60s"),
                        Role.INGEST, Map.of("jobs.retention", JOBS.toSeconds() + "s")),
                // The whole heap from the start: what is resident beyond it is native memory.
                List.of("-Xms320m", "-XX:+AlwaysPreTouch"));
    }

    /** Small segments, and a cleaner that is soon there: what is deleted goes by whole segments. */
    private static Map<String, String> broker() {
        return Map.of(
                "log.segment.bytes", SEGMENT,
                "log.roll.ms", "120000",
                "offsets.topic.segment.bytes", SEGMENT,
                "transaction.state.log.segment.bytes", SEGMENT,
                "log.cleaner.backoff.ms", "5000",
                "log.cleaner.min.cleanable.ratio", "0.3",
                "log.cleaner.delete.retention.ms", "60000");
    }
}
