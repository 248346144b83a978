package io.forebay.schemas.model;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How requests are joined into one run. Keys that Triton's {@code dynamic_batching} has are read
 * under its names too.
 *
 * @param maxBatchSize rows in one run, at least 1
 * @param maxQueueDelay how long a batch that is not full may wait for more; zero is best unless
 *     measured otherwise. Triton's {@code max_queue_delay_microseconds} says the same
 * @param preferredBatchSize rows at which a batch that may wait does not; Triton's {@code
 *     preferred_batch_size}
 * @param latencyTargetOrNull how long one run should take at the most: batches are kept as small as
 *     that takes, as measured; null = as large as allowed
 */
public record Batching(
        @JsonAlias("max_batch_size") Integer maxBatchSize,
        Duration maxQueueDelay,
        @JsonAlias("preferred_batch_size") List<Integer> preferredBatchSize,
        @JsonProperty("latency-target") @Nullable Duration latencyTargetOrNull,
        @JsonProperty("max-queue-delay-microseconds") @JsonAlias("max_queue_delay_microseconds")
                @Nullable Long microseconds) {

    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    static final Batching DEFAULT = new Batching(8, Duration.ZERO);

    public Batching {
        maxBatchSize = maxBatchSize == null ? 8 : maxBatchSize;
        if (maxQueueDelay != null && microseconds != null) {
            throw new IllegalArgumentException(
                    "max-queue-delay and max-queue-delay-microseconds say the same: give one");
        }
        if (microseconds != null) {
            maxQueueDelay = Duration.of(microseconds, ChronoUnit.MICROS);
        }
        maxQueueDelay = maxQueueDelay == null ? Duration.ZERO : maxQueueDelay;
        microseconds = null;
        preferredBatchSize =
                preferredBatchSize == null ? List.of() : List.copyOf(preferredBatchSize);
        if (maxBatchSize < 1) {
            throw new IllegalArgumentException(
                    "max-batch-size must be at least 1, not " + maxBatchSize);
        }
        if (maxQueueDelay.isNegative() || maxQueueDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("max-queue-delay must be 0 to 1d");
        }
        for (int preferred : preferredBatchSize) {
            if (preferred < 1 || preferred > maxBatchSize) {
                throw new IllegalArgumentException(
                        "preferred-batch-size must be 1 to max-batch-size (%d), not %d"
                                .formatted(maxBatchSize, preferred));
            }
        }
        if (latencyTargetOrNull != null
                && (latencyTargetOrNull.isNegative() || latencyTargetOrNull.isZero())) {
            throw new IllegalArgumentException("latency-target must be positive");
        }
    }

    /** Without preferences. */
    public Batching(Integer maxBatchSize, Duration maxQueueDelay) {
        this(maxBatchSize, maxQueueDelay, List.of(), null, null);
    }

    public Optional<Duration> latencyTarget() {
        return Optional.ofNullable(latencyTargetOrNull);
    }
}
