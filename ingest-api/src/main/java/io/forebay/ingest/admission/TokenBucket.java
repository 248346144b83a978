package io.forebay.ingest.admission;

import java.time.Duration;
import java.time.Instant;

/** One tenant's tokens of one kind. Safe for use by several threads. */
final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double rate;
    private final double burst;
    private double tokens;
    private Instant filledAt;

    /**
     * @param rate tokens that come in a second
     * @param burst tokens that it holds, and has at first
     */
    TokenBucket(double rate, double burst, Instant now) {
        this.rate = rate;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = now;
    }

    /** Takes a token; or says how long until there is one, and takes none. */
    synchronized Duration take(Instant now) {
        fill(now);
        if (tokens >= 1) {
            tokens--;
            return Duration.ZERO;
        }
        return until(1);
    }

    /** Takes as many as were used, also more than there are. */
    synchronized void spend(long used, Instant now) {
        fill(now);
        tokens -= used;
    }

    /** How long until nothing is owed any more; zero when nothing is. */
    synchronized Duration debt(Instant now) {
        fill(now);
        return tokens >= 0 ? Duration.ZERO : until(0);
    }

    private void fill(Instant now) {
        double seconds = Duration.between(filledAt, now).toNanos() / NANOS;
        if (seconds > 0) {
            tokens = Math.min(burst, tokens + seconds * rate);
            filledAt = now;
        }
    }

    private Duration until(double wanted) {
        return Duration.ofNanos((long) Math.ceil((wanted - tokens) / rate * NANOS));
    }
}
