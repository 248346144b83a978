/**
 * The worker of a rehearsal: {@link io.forebay.rehearsal.worker.RehearsalWorker}, the real one but
 * for a device that takes its time.
 */
@NullMarked
package io.forebay.rehearsal.worker;

import org.jspecify.annotations.NullMarked;
