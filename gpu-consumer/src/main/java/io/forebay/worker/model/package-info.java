/** Models on this worker: {@link io.forebay.worker.model.Engine} is one that is loaded. */
@NullMarked
package io.forebay.worker.model;

import org.jspecify.annotations.NullMarked;
