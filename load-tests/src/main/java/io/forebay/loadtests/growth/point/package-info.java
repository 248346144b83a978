/**
 * What is measured: an {@link io.forebay.loadtests.growth.point.Axis}, and the {@link
 * io.forebay.loadtests.growth.point.Point}s along it.
 */
@NullMarked
package io.forebay.loadtests.growth.point;

import org.jspecify.annotations.NullMarked;
