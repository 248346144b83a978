package io.forebay.results.webhook.send;

import java.time.Duration;

/**
 * How receivers are called.
 *
 * @param timeout of a whole attempt, from the look-up of the name to the answer
 * @param connectTimeout of one connection
 * @param answerLimit bytes of an answer that are read at most
 */
public record SenderConfig(Duration timeout, Duration connectTimeout, Integer answerLimit) {

    public static final SenderConfig DEFAULT =
            new SenderConfig(Duration.ofSeconds(15), Duration.ofSeconds(5), 64 << 10);

    public SenderConfig {
        timeout = timeout == null ? Duration.ofSeconds(15) : timeout;
        connectTimeout = connectTimeout == null ? Duration.ofSeconds(5) : connectTimeout;
        answerLimit = answerLimit == null ? Integer.valueOf(64 << 10) : answerLimit;
        if (timeout.toMillis() < 1 || connectTimeout.toMillis() < 1 || answerLimit < 1) {
            throw new IllegalArgumentException(
                    "timeout, connect-timeout and answer-limit must be positive");
        }
    }
}
