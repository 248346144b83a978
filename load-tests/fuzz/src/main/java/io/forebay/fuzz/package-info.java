/**
 * {@code forebay fuzz}: runs the targets of this module's tests under Jazzer, one process each.
 * {@link io.forebay.fuzz.FuzzCommand} is the command, {@link io.forebay.fuzz.Run} one target's run.
 */
@NullMarked
package io.forebay.fuzz;

import org.jspecify.annotations.NullMarked;
