/** Scaling policies over traces: {@link io.forebay.simulation.Simulate}. */
@NullMarked
package io.forebay.simulation;

import org.jspecify.annotations.NullMarked;
