package io.forebay.results.webhook.retry;

import java.time.Duration;

/** What is to be done after an attempt. */
public sealed interface Next {

    /** Nothing: it was delivered. */
    record Done() implements Next {}

    /**
     * Another attempt.
     *
     * @param reason why this one was none
     */
    record Again(Duration in, String reason) implements Next {}

    /** Nothing: every attempt failed. */
    record GiveUp(String reason) implements Next {}

    /** Nothing, ever: the receiver wants no more. */
    record Gone(String reason) implements Next {}
}
