/**
 * Whether something grows: {@link io.forebay.loadtests.soak.slope.SlopeRule} says it of a {@link
 * io.forebay.loadtests.soak.slope.Series}.
 */
@NullMarked
package io.forebay.loadtests.soak.slope;

import org.jspecify.annotations.NullMarked;
