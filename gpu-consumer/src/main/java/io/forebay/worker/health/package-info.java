/** Whether this worker is well: {@link io.forebay.worker.health.Health}. */
@NullMarked
package io.forebay.worker.health;

import org.jspecify.annotations.NullMarked;
