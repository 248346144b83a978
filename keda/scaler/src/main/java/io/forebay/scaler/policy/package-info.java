/**
 * How many workers a lane should have: {@link io.forebay.scaler.policy.ScalingPolicy}. Pure: time
 * and measurements come in, a {@link io.forebay.scaler.policy.Decision} comes out; the service and
 * the simulation run the very same code.
 */
@NullMarked
package io.forebay.scaler.policy;

import org.jspecify.annotations.NullMarked;
