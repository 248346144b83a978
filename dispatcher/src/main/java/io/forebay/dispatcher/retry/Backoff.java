package io.forebay.dispatcher.retry;

import io.forebay.schemas.wire.FlightPolicy;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"):
 * uniform between nothing and a ceiling that doubles, so that flights that failed together do not
 * come back together.
 */
public final class Backoff {

    /** Doubling further would overflow, and no ceiling is that high. */
    private static final int MOST_DOUBLINGS = 30;

    private final RandomGenerator random;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * How long to wait, in milliseconds.
     *
     * @param failures attempts that have failed so far, at least 1
     * @param remaining milliseconds until the last deadline of those who wait
     */
    public long delay(int failures, FlightPolicy policy, long remaining) {
        long ceiling = Math.min(ceiling(failures, policy), Math.max(0, remaining));
        return ceiling == 0 ? 0 : random.nextLong(ceiling + 1);
    }

    private static long ceiling(int failures, FlightPolicy policy) {
        int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
        long wanted = Math.min(policy.getBackoffMs(), Integer.MAX_VALUE) << doublings;
        long most =
                policy.getMaxBackoffMs() == 0 ? policy.getBackoffMs() : policy.getMaxBackoffMs();
        return Math.max(0, Math.min(wanted, most));
    }
}
