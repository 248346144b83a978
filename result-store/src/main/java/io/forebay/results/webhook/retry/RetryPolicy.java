package io.forebay.results.webhook.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Decides what follows from an attempt, as Standard Webhooks 1.0 has it: 2xx is a delivery, 410 is
 * the end, everything else (redirects too) is tried again. Safe for use by several threads when the
 * generator is.
 */
public final class RetryPolicy {

    private static final int GONE = 410;

    private final RetryConfig config;
    private final RandomGenerator random;

    public RetryPolicy(RetryConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /**
     * @param attempts made so far, this one counted
     */
    public Next after(Result result, int attempts) {
        return switch (result) {
            case Result.Blocked blocked -> again(blocked.reason(), Duration.ZERO, attempts);
            case Result.Failed failed -> again(failed.reason(), Duration.ZERO, attempts);
            case Result.Answered answered -> answered(answered, attempts);
        };
    }

    private Next answered(Result.Answered answer, int attempts) {
        if (answer.status() >= 200 && answer.status() < 300) {
            return new Next.Done();
        }
        if (answer.status() == GONE) {
            return new Next.Gone("the receiver answered 410: it wants no more");
        }
        String reason =
                answer.status() >= 300 && answer.status() < 400
                        ? "the receiver answered %d; redirects are not followed"
                        : "the receiver answered %d";
        Duration asked = answer.retryAfter() == null ? Duration.ZERO : answer.retryAfter();
        return again(reason.formatted(answer.status()), asked, attempts);
    }

    private Next again(String reason, Duration asked, int attempts) {
        if (attempts >= config.schedule().size()) {
            return new Next.GiveUp(reason);
        }
        Duration planned = config.schedule().get(attempts);
        double stretch = 1 + config.jitter() * random.nextDouble();
        Duration jittered = Duration.ofMillis((long) (planned.toMillis() * stretch));
        Duration bounded =
                asked.compareTo(config.longestRetryAfter()) > 0
                        ? config.longestRetryAfter()
                        : asked;
        return new Next.Again(jittered.compareTo(bounded) > 0 ? jittered : bounded, reason);
    }
}
