package io.forebay.dispatcher.flight;

/** What became of a cancellation. */
public enum CancellationOutcome {
    CANCELED,
    /** No open job has this id: it has ended, or never was. */
    UNKNOWN,
    /** The job is another tenant's. */
    FOREIGN
}
