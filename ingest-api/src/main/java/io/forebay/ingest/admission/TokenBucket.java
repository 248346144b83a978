package io.forebay.ingest.admission;

import java.time.Duration;
import java.time.Instant;

/** One tenant's tokens. Safe for use by several threads. */
final class TokenBucket {

    private static final double NANOS = 1e9;

    private final Quota quota;
    private double tokens;
    private Instant filledAt;

    TokenBucket(Quota quota, Instant now) {
        this.quota = quota;
        this.tokens = quota.burst();
        this.filledAt = now;
    }

    /** Takes a token; or says how long until there is one, and takes none. */
    synchronized Duration take(Instant now) {
        double seconds = Duration.between(filledAt, now).toNanos() / NANOS;
        if (seconds > 0) {
            tokens = Math.min(quota.burst(), tokens + seconds * quota.rate());
            filledAt = now;
        }
        if (tokens >= 1) {
            tokens--;
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((1 - tokens) / quota.rate() * NANOS));
    }
}
