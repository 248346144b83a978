/**
 * KEDA and its HPA without a cluster: {@link io.forebay.simulation.emulator.Emulator} reads a
 * ScaledObject as it is shipped, asks its triggers, and says how many workers there should be.
 */
@NullMarked
package io.forebay.simulation.emulator;

import org.jspecify.annotations.NullMarked;
