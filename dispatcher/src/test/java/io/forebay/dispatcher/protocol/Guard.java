package io.forebay.dispatcher.protocol;

/** What keeps the promises; each can be left out. */
enum Guard {
    /** An id that was seen is not a new job ({@code Roster.knows}). */
    DEDUPLICATION,
    /** Only the awaited attempt of the flight in the air lands it ({@code InTheAir.awaits}). */
    FENCE,
    /** What has ended stays as it is ({@code Ended} has no way to go on). */
    ENDS_ABSORB,
    /** A flight stays in the air while anybody waits ({@code Departures.leave}). */
    HEIR,
    /** State, outputs and input offsets are one transaction ({@code exactly_once_v2}). */
    ONE_TRANSACTION,
    /** Work is committed when it is done, not when it is taken ({@code PartitionOffsets}). */
    COMMIT_WHEN_DONE,
    /** A lost view answers for nothing but ends until it is whole ({@code ReadRules.doubt}). */
    DOUBT,
    /** The view goes on from its own position ({@code PositionPolicy}). */
    VIEW_POSITION
}
