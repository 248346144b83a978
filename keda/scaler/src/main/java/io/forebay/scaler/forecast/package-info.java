/**
 * What a lane will need, from what it needed: {@link io.forebay.scaler.forecast.DemandForecast}.
 * Pure: no clock, no I/O.
 */
@NullMarked
package io.forebay.scaler.forecast;

import org.jspecify.annotations.NullMarked;
