/**
 * Load that changes, on a running instance: {@link io.forebay.loadtests.shapes.ShapesCommand} is
 * the command, {@link io.forebay.loadtests.shapes.Shapes} the ways in which it changes.
 */
@NullMarked
package io.forebay.loadtests.shapes;

import org.jspecify.annotations.NullMarked;
