package io.forebay.dispatcher.flight;

/** What became of a completion. */
public enum CompletionOutcome {
    STARTED,
    LANDED,
    RETRIED,
    /** Failed for good. */
    FAILED,
    /** Failed too often, and became a dead letter. */
    DIED,
    /** Skipped by its worker; sent anew for those who can still wait, or expired. */
    SKIPPED,
    /** Of an attempt that nobody awaits. */
    STALE,
    /** Not a completion that this release understands. */
    UNKNOWN
}
