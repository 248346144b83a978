/**
 * Takes batches in: {@link io.forebay.ingest.batch.Upload} makes jobs of lines as they come, {@link
 * io.forebay.ingest.batch.Retries} does it again for lines that failed.
 */
@NullMarked
package io.forebay.ingest.batch;

import org.jspecify.annotations.NullMarked;
