package io.forebay.schemas.model;

import java.time.Duration;

/**
 * @param queueTimeout how long a job may wait to start, unless it says otherwise
 * @param runTimeout how long one run may take
 */
public record Limits(Duration queueTimeout, Duration runTimeout) {

    static final Limits DEFAULT = new Limits(Duration.ofMinutes(10), Duration.ofMinutes(1));

    public Limits {
        queueTimeout = queueTimeout == null ? Duration.ofMinutes(10) : queueTimeout;
        runTimeout = runTimeout == null ? Duration.ofMinutes(1) : runTimeout;
    }
}
