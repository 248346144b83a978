/**
 * One model's lane, from what a ScaledObject says of it to what it is told: {@link
 * io.forebay.scaler.lane.Lanes}.
 */
@NullMarked
package io.forebay.scaler.lane;

import org.jspecify.annotations.NullMarked;
