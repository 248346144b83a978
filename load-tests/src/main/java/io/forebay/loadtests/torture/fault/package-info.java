/**
 * What befalls a cluster, and when: {@link io.forebay.loadtests.torture.fault.FaultPlan} follows
 * from a seed, {@link io.forebay.loadtests.torture.fault.Tormentor} carries it out.
 */
@NullMarked
package io.forebay.loadtests.torture.fault;

import org.jspecify.annotations.NullMarked;
