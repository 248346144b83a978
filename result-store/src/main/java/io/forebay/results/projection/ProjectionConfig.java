package io.forebay.results.projection;

import io.forebay.schemas.topic.Groups;
import java.time.Duration;

/**
 * How the view is written.
 *
 * @param group consumer group; its lag is the projection's
 * @param groupProtocol {@code consumer} (KIP-848), or {@code classic} for brokers without it
 * @param maxBatchRecords records in one script, at least 1
 * @param maxBatchBytes bytes of values in one script, unless a single value is larger
 * @param openJobTtl how long an open job stays in the view after it should have ended: it only
 *     leaves this way when the log itself was lost
 * @param deletedJobTtl how long readers are told that a job was deleted: longer than any job is
 *     kept
 * @param commitInterval how often offsets are committed, for monitoring
 * @param positionCheckInterval how soon a loss of Redis is found out without new records
 * @param maxBackoff the longest pause between two tries while Redis is away
 */
public record ProjectionConfig(
        String group,
        GroupProtocol groupProtocol,
        Integer maxBatchRecords,
        Integer maxBatchBytes,
        Duration openJobTtl,
        Duration deletedJobTtl,
        Duration commitInterval,
        Duration positionCheckInterval,
        Duration maxBackoff) {

    public static final ProjectionConfig DEFAULT =
            new ProjectionConfig(
                    Groups.PROJECTION,
                    GroupProtocol.CONSUMER,
                    500,
                    1 << 20,
                    Duration.ofHours(24),
                    Duration.ofDays(8),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2));

    public ProjectionConfig {
        group = group == null ? Groups.PROJECTION : group;
        groupProtocol = groupProtocol == null ? GroupProtocol.CONSUMER : groupProtocol;
        maxBatchRecords = maxBatchRecords == null ? Integer.valueOf(500) : maxBatchRecords;
        maxBatchBytes = maxBatchBytes == null ? Integer.valueOf(1 << 20) : maxBatchBytes;
        openJobTtl = openJobTtl == null ? Duration.ofHours(24) : openJobTtl;
        deletedJobTtl = deletedJobTtl == null ? Duration.ofDays(8) : deletedJobTtl;
        commitInterval = commitInterval == null ? Duration.ofSeconds(1) : commitInterval;
        positionCheckInterval =
                positionCheckInterval == null ? Duration.ofSeconds(1) : positionCheckInterval;
        maxBackoff = maxBackoff == null ? Duration.ofSeconds(2) : maxBackoff;
        requirePositive("max-batch-records", maxBatchRecords);
        requirePositive("max-batch-bytes", maxBatchBytes);
        requirePositive("open-job-ttl", openJobTtl.toMillis());
        requirePositive("deleted-job-ttl", deletedJobTtl.toMillis());
        requirePositive("commit-interval", commitInterval.toMillis());
        requirePositive("position-check-interval", positionCheckInterval.toMillis());
        requirePositive("max-backoff", maxBackoff.toMillis());
    }

    /** Kafka's protocols of consumer groups. */
    public enum GroupProtocol {
        CONSUMER,
        CLASSIC
    }

    private static void requirePositive(String key, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be positive, not " + value);
        }
    }
}
