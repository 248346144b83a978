package io.forebay.results.projection;

/** Where the projection of a partition goes on, and why. */
sealed interface Resume {

    /** The view is whole up to here. */
    record Follow(long offset) implements Resume {}

    /**
     * The view is not whole: readers may trust it again when it has come to {@code target}.
     *
     * @param offset the next to apply
     * @param target the log's end now, which no view of it can have passed
     */
    record Rebuild(long offset, long target, Cause cause) implements Resume {}

    /** Why a view is rebuilt. */
    enum Cause {
        /** There is no position: Redis was emptied, or this is the first start. */
        ABSENT,
        /** Somebody had begun. */
        UNFINISHED,
        /** The position is not in the log, or is no position at all. */
        OUT_OF_LOG
    }
}
