/**
 * Removes payloads that no job needs any more, {@link io.forebay.ingest.sweep.PayloadUpkeep}: those
 * of jobs that were deleted, and others by their age.
 */
@NullMarked
package io.forebay.ingest.sweep;

import org.jspecify.annotations.NullMarked;
