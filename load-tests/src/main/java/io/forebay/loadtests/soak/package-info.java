/**
 * The soak: the cluster and the faults of the fault campaign for hours, under a steady load, and
 * the question whether anything grows. {@link io.forebay.loadtests.soak.SoakCommand} is the
 * command, {@link io.forebay.loadtests.soak.Soak} what it does.
 */
@NullMarked
package io.forebay.loadtests.soak;

import org.jspecify.annotations.NullMarked;
