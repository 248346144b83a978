/** Runs the plan and takes the figures: {@link io.forebay.loadtests.peers.measure.SideBySide}. */
@NullMarked
package io.forebay.loadtests.peers.measure;

import org.jspecify.annotations.NullMarked;
