package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.OpenJob;

/**
 * How long work is of use to any of those who wait for it. Confined to one caller. Times in epoch
 * milliseconds, 0 = for ever.
 */
final class Span {

    private static final long NOBODY = -1;

    private long startBy = NOBODY;
    private long deadline = NOBODY;

    void include(OpenJob job) {
        startBy = later(startBy, job.startBy());
        deadline = later(deadline, job.card().deadline());
    }

    long startBy() {
        return Math.max(0, startBy);
    }

    long deadline() {
        return Math.max(0, deadline);
    }

    /** Milliseconds until nobody waits any more. */
    long remaining(long now) {
        return deadline() == 0 ? Long.MAX_VALUE : Math.max(0, deadline() - now);
    }

    private static long later(long one, long other) {
        return one == 0 || other == 0 ? 0 : Math.max(one, other);
    }
}
