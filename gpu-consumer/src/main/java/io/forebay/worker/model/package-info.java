/**
 * Models on this worker: {@link io.forebay.worker.model.ModelRepository} reads their files, {@link
 * io.forebay.worker.model.ModelPublisher} applies them, and {@link io.forebay.worker.model.Engine}
 * is one that is loaded.
 */
@NullMarked
package io.forebay.worker.model;

import org.jspecify.annotations.NullMarked;
