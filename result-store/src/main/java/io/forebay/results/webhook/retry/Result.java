package io.forebay.results.webhook.retry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of calling a receiver. */
public sealed interface Result {

    /**
     * It answered.
     *
     * @param retryAfter when it wants to be called again; null when it did not say
     */
    record Answered(int status, @Nullable Duration retryAfter) implements Result {}

    /**
     * It must not be called.
     *
     * @param reason for the tenant
     */
    record Blocked(String reason) implements Result {}

    /**
     * It did not answer, or not as HTTP.
     *
     * @param reason for the tenant
     */
    record Failed(String reason) implements Result {}
}
