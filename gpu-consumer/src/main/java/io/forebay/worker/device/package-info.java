/** Runs batches on one device: {@link io.forebay.worker.device.Device}. */
@NullMarked
package io.forebay.worker.device;

import org.jspecify.annotations.NullMarked;
