/**
 * One trace from a request to its webhook: {@link io.forebay.schemas.trace.Tracing} makes the
 * spans, {@link io.forebay.schemas.trace.Traceparent} is what travels with the job, {@link
 * io.forebay.schemas.trace.JobLog} names both in the log.
 */
@NullMarked
package io.forebay.schemas.trace;

import org.jspecify.annotations.NullMarked;
