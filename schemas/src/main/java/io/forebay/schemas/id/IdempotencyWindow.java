package io.forebay.schemas.id;

import java.time.Duration;

/** For how long an Idempotency-Key gives the same id without any store. */
public final class IdempotencyWindow {

    private static final Duration UNRECORDED_AT_MOST = Duration.ofHours(1);

    private IdempotencyWindow() {}

    /**
     * Shorter than the retention, because an id is as old as its window, and must not be taken for
     * a job past its retention before it is recorded. Whoever makes ids must use the same.
     *
     * @param retention for how long a job can be read after it ended
     */
    public static Duration of(Duration retention) {
        Duration shorter = retention.minus(UNRECORDED_AT_MOST);
        Duration half = retention.dividedBy(2);
        return shorter.compareTo(half) > 0 ? shorter : half;
    }
}
