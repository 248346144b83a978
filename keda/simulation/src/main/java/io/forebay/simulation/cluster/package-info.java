/**
 * Workers that start slowly and a queue that does not wait for them: {@link
 * io.forebay.simulation.cluster.Simulation}.
 */
@NullMarked
package io.forebay.simulation.cluster;

import org.jspecify.annotations.NullMarked;
