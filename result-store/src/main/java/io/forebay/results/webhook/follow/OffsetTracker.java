package io.forebay.results.webhook.follow;

import java.util.TreeSet;

/**
 * How far a partition is done: records end in any order, and only what lies below the first open
 * one may be committed. Safe for use by several threads.
 */
final class OffsetTracker {

    private final TreeSet<Long> open = new TreeSet<>();
    private long next;

    OffsetTracker(long next) {
        this.next = next;
    }

    synchronized void begin(long offset) {
        open.add(offset);
        next = Math.max(next, offset + 1);
    }

    synchronized void end(long offset) {
        open.remove(offset);
    }

    /** Everything below was read. */
    synchronized void reached(long offset) {
        next = Math.max(next, offset);
    }

    /** Where another process has to go on. */
    synchronized long committable() {
        return open.isEmpty() ? next : open.first();
    }
}
