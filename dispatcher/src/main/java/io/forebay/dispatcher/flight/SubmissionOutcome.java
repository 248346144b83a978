package io.forebay.dispatcher.flight;

/** What became of a submission. */
public enum SubmissionOutcome {
    MISS,
    COALESCED,
    HIT,
    /** Too late on arrival. */
    EXPIRED,
    /** Its job is known already. */
    DUPLICATE,
    /** A job that cannot be run as it was submitted; it failed. */
    FAULTY,
    /** Nobody's job; there is nobody to tell. */
    NAMELESS
}
