package io.forebay.results.reader;

import io.forebay.results.redis.RedisConfig;
import java.time.Duration;

/**
 * How the view is read.
 *
 * @param recheckInterval how often waits look for themselves, since hints get lost
 * @param maxWaiters calls that may wait at once; one more is answered at once with what is so
 * @param readBatch jobs in one round trip for those who wait, at least 1
 */
public record ReaderConfig(
        RedisConfig redis, Duration recheckInterval, Integer maxWaiters, Integer readBatch) {

    public static final ReaderConfig DEFAULT =
            new ReaderConfig(RedisConfig.DEFAULT, Duration.ofSeconds(1), 100_000, 256);

    public ReaderConfig {
        redis = redis == null ? RedisConfig.DEFAULT : redis;
        recheckInterval = recheckInterval == null ? Duration.ofSeconds(1) : recheckInterval;
        maxWaiters = maxWaiters == null ? Integer.valueOf(100_000) : maxWaiters;
        readBatch = readBatch == null ? Integer.valueOf(256) : readBatch;
        if (recheckInterval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "recheck-interval must be at least 1ms, not " + recheckInterval);
        }
        if (maxWaiters < 1 || readBatch < 1) {
            throw new IllegalArgumentException("max-waiters and read-batch must be at least 1");
        }
    }

    /** The defaults with Redis elsewhere. */
    public static ReaderConfig at(String address) {
        return new ReaderConfig(RedisConfig.at(address), Duration.ofSeconds(1), 100_000, 256);
    }
}
