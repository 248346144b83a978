package io.forebay.worker.poll;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** When the locks of a handful are to be renewed. Confined to the poll thread. */
final class Renewals {

    /** One may be late by two thirds of a lock. */
    private static final int IN_A_LOCK = 3;

    /** Kafka's default ({@code group.share.record.lock.duration.ms}), until the broker says it. */
    private static final int LOCK_MILLIS = 30_000;

    private long lockNanos = TimeUnit.MILLISECONDS.toNanos(LOCK_MILLIS);
    private long dueAt;

    /**
     * Records were taken.
     *
     * @param lockMillis how long the broker says that their locks last
     * @param now of {@link System#nanoTime}, as everywhere here
     */
    void began(Optional<Integer> lockMillis, long now) {
        lockNanos = TimeUnit.MILLISECONDS.toNanos(lockMillis.orElse(LOCK_MILLIS));
        renewed(now);
    }

    boolean isDue(long now) {
        return now - dueAt >= 0;
    }

    void renewed(long now) {
        dueAt = now + lockNanos / IN_A_LOCK;
    }

    /** A lock that was taken or renewed before that has run out. */
    long lostBefore(long now) {
        return now - lockNanos;
    }
}
