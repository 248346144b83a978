/** How each axis is measured: {@link io.forebay.loadtests.growth.measure.Measurement}. */
@NullMarked
package io.forebay.loadtests.growth.measure;

import org.jspecify.annotations.NullMarked;
