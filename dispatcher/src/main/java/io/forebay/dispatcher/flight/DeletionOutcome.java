package io.forebay.dispatcher.flight;

/** What became of a deletion. */
public enum DeletionOutcome {
    DELETED,
    /** The job has not ended, and cannot go. */
    OPEN,
    /** The deletion names no job. */
    NAMELESS
}
