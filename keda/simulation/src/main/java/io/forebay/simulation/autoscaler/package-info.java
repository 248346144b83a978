/** The policies that are compared: {@link io.forebay.simulation.autoscaler.Contender}. */
@NullMarked
package io.forebay.simulation.autoscaler;

import org.jspecify.annotations.NullMarked;
