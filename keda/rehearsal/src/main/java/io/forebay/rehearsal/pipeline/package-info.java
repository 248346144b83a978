/**
 * What a rehearsal runs on this machine: {@link io.forebay.rehearsal.pipeline.Pipeline} (broker,
 * Redis, services as processes) and {@link io.forebay.rehearsal.pipeline.Workers}, which come and
 * go.
 */
@NullMarked
package io.forebay.rehearsal.pipeline;

import org.jspecify.annotations.NullMarked;
