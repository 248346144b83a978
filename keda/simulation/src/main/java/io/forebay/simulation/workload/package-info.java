/** Arrivals, from traces and made up: {@link io.forebay.simulation.workload.Workload}. */
@NullMarked
package io.forebay.simulation.workload;

import org.jspecify.annotations.NullMarked;
