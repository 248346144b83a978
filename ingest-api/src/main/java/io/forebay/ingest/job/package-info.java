/** The job object of the contract: {@link io.forebay.ingest.job.JobWriter}. */
@NullMarked
package io.forebay.ingest.job;

import org.jspecify.annotations.NullMarked;
