/**
 * Closed and open loop load: {@link io.forebay.loadtests.phase.LoadRun} under a {@link
 * io.forebay.loadtests.phase.Pacing}.
 */
@NullMarked
package io.forebay.loadtests.phase;

import org.jspecify.annotations.NullMarked;
