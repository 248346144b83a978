package io.forebay.dispatcher.job;

import io.forebay.schemas.wire.JobState;

/** A job at one moment. */
public sealed interface Job permits OpenJob, Ended {

    Card card();

    /** The whole job as readers see it. */
    JobState state();
}
