package io.forebay.loadtests.history;

/** The operations of a history. */
public enum What {
    /** A job is offered. */
    SUBMIT,
    /** A job's end is asked for before its time. */
    CANCEL,
    /** A job is read by {@code GET}. */
    POLL,
    /** A job is read from its stream of events. */
    EVENTS,
    /** A job is read from its tenant's feed. */
    FEED,
    /** A job is told to a receiver. */
    WEBHOOK,
    /** A job's state is read from the log, after the campaign. */
    LOG,
    /** A run of a flight is read from the log of completions, after the campaign. */
    RUN,
    /** Another tenant's job is asked for. */
    FOREIGN,
    /** Something is broken ({@link Kind#INVOKE}) and mended ({@link Kind#OK}). */
    FAULT
}
