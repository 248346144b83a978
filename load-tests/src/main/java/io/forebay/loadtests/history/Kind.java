package io.forebay.loadtests.history;

/** What an event says of an operation; the words are Jepsen's. */
public enum Kind {
    /** It begins. */
    INVOKE,
    /** It happened, and this is its result. */
    OK,
    /** It surely did not happen. */
    FAIL,
    /** Nobody knows whether it happened: a time-out, a broken connection. */
    INFO
}
