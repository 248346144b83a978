/**
 * Engines in a process of their own, so that a model that crashes or hangs natively takes no more
 * than that process along: {@link io.forebay.worker.process.ProcessEngines} here, {@link
 * io.forebay.worker.process.DeviceMain} there.
 */
@NullMarked
package io.forebay.worker.process;

import org.jspecify.annotations.NullMarked;
