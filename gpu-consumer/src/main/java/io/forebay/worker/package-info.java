/**
 * The GPU worker: draws work from its models' lanes, runs it in batches and reports what became of
 * it. Doors: {@link io.forebay.worker.Worker} and {@link io.forebay.worker.WorkerConfig}.
 */
@NullMarked
package io.forebay.worker;

import org.jspecify.annotations.NullMarked;
