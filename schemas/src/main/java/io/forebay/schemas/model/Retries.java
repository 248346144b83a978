package io.forebay.schemas.model;

import java.time.Duration;

/** Attempts after transient failures: exponential backoff with full jitter. */
public record Retries(Integer maxAttempts, Duration backoff, Duration maxBackoff) {

    static final Retries DEFAULT = new Retries(3, Duration.ofMillis(500), Duration.ofSeconds(30));

    public Retries {
        maxAttempts = maxAttempts == null ? 3 : maxAttempts;
        backoff = backoff == null ? Duration.ofMillis(500) : backoff;
        maxBackoff = maxBackoff == null ? Duration.ofSeconds(30) : maxBackoff;
        if (maxAttempts < 1) {
            throw new IllegalArgumentException(
                    "max-attempts must be at least 1, not " + maxAttempts);
        }
    }
}
