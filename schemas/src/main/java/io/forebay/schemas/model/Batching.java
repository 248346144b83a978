package io.forebay.schemas.model;

import java.time.Duration;

/**
 * How requests are joined into one run.
 *
 * @param maxBatchSize rows in one run, at least 1
 * @param maxQueueDelay how long a batch that is not full may wait for more; zero is best unless
 *     measured otherwise
 */
public record Batching(Integer maxBatchSize, Duration maxQueueDelay) {

    static final Batching DEFAULT = new Batching(8, Duration.ZERO);

    public Batching {
        maxBatchSize = maxBatchSize == null ? 8 : maxBatchSize;
        maxQueueDelay = maxQueueDelay == null ? Duration.ZERO : maxQueueDelay;
        if (maxBatchSize < 1) {
            throw new IllegalArgumentException(
                    "max-batch-size must be at least 1, not " + maxBatchSize);
        }
    }
}
