package io.forebay.results.webhook.retry;

import java.time.Duration;
import java.util.List;

/**
 * When deliveries are tried.
 *
 * @param schedule the wait before each attempt, from the end of the one before; the first is 0s
 * @param jitter the part of a wait that may be added to it, 0 to 1
 * @param longestRetryAfter what a receiver's {@code Retry-After} can ask for at most
 */
public record RetryConfig(List<Duration> schedule, Double jitter, Duration longestRetryAfter) {

    /** The example of Standard Webhooks 1.0. */
    private static final List<Duration> STANDARD =
            List.of(
                    Duration.ZERO,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24));

    public static final RetryConfig DEFAULT = new RetryConfig(STANDARD, 0.2, Duration.ofHours(24));

    public RetryConfig {
        schedule = schedule == null ? STANDARD : List.copyOf(schedule);
        jitter = jitter == null ? Double.valueOf(0.2) : jitter;
        longestRetryAfter = longestRetryAfter == null ? Duration.ofHours(24) : longestRetryAfter;
        if (schedule.isEmpty() || !schedule.getFirst().isZero()) {
            throw new IllegalArgumentException("schedule must begin with 0s, not be " + schedule);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be 0 to 1, not " + jitter);
        }
    }
}
