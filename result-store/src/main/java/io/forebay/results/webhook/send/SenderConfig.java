package io.forebay.results.webhook.send;

import java.time.Duration;

/**
 * How receivers are called.
 *
 * @param timeout of a whole attempt, from the look-up of the name to the answer
 * @param connectTimeout of one connection
 * @param answerLimit bytes of an answer that are read at most
 * @param keepAlive how long a connection is kept for the next attempt to the same host; zero opens
 *     one for each. Servers close them after 5 s and more by their defaults
 */
public record SenderConfig(
        Duration timeout, Duration connectTimeout, Integer answerLimit, Duration keepAlive) {

    public static final SenderConfig DEFAULT =
            new SenderConfig(
                    Duration.ofSeconds(15), Duration.ofSeconds(5), 64 << 10, Duration.ofSeconds(4));

    public SenderConfig {
        timeout = timeout == null ? Duration.ofSeconds(15) : timeout;
        connectTimeout = connectTimeout == null ? Duration.ofSeconds(5) : connectTimeout;
        answerLimit = answerLimit == null ? Integer.valueOf(64 << 10) : answerLimit;
        keepAlive = keepAlive == null ? Duration.ofSeconds(4) : keepAlive;
        if (keepAlive.isNegative()) {
            throw new IllegalArgumentException("keep-alive must be at least 0s, not " + keepAlive);
        }
        if (timeout.toMillis() < 1 || connectTimeout.toMillis() < 1 || answerLimit < 1) {
            throw new IllegalArgumentException(
                    "timeout, connect-timeout and answer-limit must be positive");
        }
    }
}
