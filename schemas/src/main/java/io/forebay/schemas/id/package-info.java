/**
 * How jobs and flights are named: {@link io.forebay.schemas.id.JobId}, {@link
 * io.forebay.schemas.id.JobIdMint} and {@link io.forebay.schemas.id.FlightKey}.
 */
@NullMarked
package io.forebay.schemas.id;

import org.jspecify.annotations.NullMarked;
