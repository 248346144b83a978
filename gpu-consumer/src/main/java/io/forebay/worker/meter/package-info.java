/** What this worker measures: {@link io.forebay.worker.meter.WorkerMeters}. */
@NullMarked
package io.forebay.worker.meter;

import org.jspecify.annotations.NullMarked;
