package io.forebay.client;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a request that may be repeated is. The pause grows twofold with full jitter (AWS
 * Architecture Blog, "Exponential Backoff And Jitter"); a server that says when to come back is
 * obeyed instead.
 *
 * @param attempts of one request in all, at least 1
 * @param first longest pause before the second attempt
 * @param longest pause, also of one that a server asks for: above it the refusal is the answer
 */
public record Retry(int attempts, Duration first, Duration longest) {

    public static final Retry DEFAULT =
            new Retry(6, Duration.ofMillis(200), Duration.ofSeconds(20));

    /** Every failure is the caller's. */
    public static final Retry NEVER = new Retry(1, Duration.ofMillis(1), Duration.ofMillis(1));

    private static final int MOST_DOUBLINGS = 20;

    public Retry {
        if (attempts < 1 || !first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "attempts must be at least 1, and 0 < first <= longest; not %d, %s, %s"
                            .formatted(attempts, first, longest));
        }
    }

    /**
     * How long to wait before the next attempt; empty when there is to be none.
     *
     * @param made attempts so far
     * @param asked what the server said in {@code Retry-After}
     */
    Optional<Duration> pause(int made, Optional<Duration> asked, RandomGenerator random) {
        if (made >= attempts || asked.filter(wait -> wait.compareTo(longest) > 0).isPresent()) {
            return Optional.empty();
        }
        if (asked.isPresent()) {
            return asked;
        }
        long cap =
                Math.min(
                        longest.toMillis(), first.toMillis() << Math.min(made - 1, MOST_DOUBLINGS));
        return Optional.of(Duration.ofMillis(random.nextLong(cap + 1)));
    }
}
