/** Removes payloads that no job needs any more: {@link io.forebay.ingest.sweep.PayloadSweep}. */
@NullMarked
package io.forebay.ingest.sweep;

import org.jspecify.annotations.NullMarked;
