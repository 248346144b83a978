package io.forebay.client;

/** What became of the wish to cancel a job. */
public sealed interface CancelOutcome {

    /** The job as it stood, or stands. */
    Job job();

    /** The wish is safely stored; the job may still end otherwise, if it does so first. */
    record Requested(Job job) implements CancelOutcome {}

    /** The job had ended. */
    record TooLate(Job job) implements CancelOutcome {}
}
