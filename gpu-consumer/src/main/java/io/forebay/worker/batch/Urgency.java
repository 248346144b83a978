package io.forebay.worker.batch;

import java.time.Duration;

/**
 * Earliest deadline first, with ageing: work counts as due at the latest {@code ageing} after it
 * was enqueued, so that a stream of closer deadlines cannot starve it.
 *
 * @param ageing how long work without a close deadline may be overtaken
 */
public record Urgency(Duration ageing) {

    public Urgency {
        if (ageing.isNegative() || ageing.isZero()) {
            throw new IllegalArgumentException("ageing must be positive, not " + ageing);
        }
    }

    /**
     * @param enqueuedAt in Unix epoch milliseconds
     * @param expiresAt in Unix epoch milliseconds
     * @return the time by which it is due, in Unix epoch milliseconds
     */
    public long of(long enqueuedAt, long expiresAt) {
        return Math.min(expiresAt, enqueuedAt + ageing.toMillis());
    }
}
