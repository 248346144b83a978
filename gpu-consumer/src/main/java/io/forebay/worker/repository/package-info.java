/**
 * Models that are kept elsewhere, and this worker's copies of them: {@link
 * io.forebay.worker.repository.RemoteModels} and {@link
 * io.forebay.worker.repository.RemoteModelsConfig}.
 */
@NullMarked
package io.forebay.worker.repository;

import org.jspecify.annotations.NullMarked;
