/**
 * A compressed day of a trace through the real pipeline: {@link io.forebay.rehearsal.RehearseDay}
 * is the command, {@link io.forebay.rehearsal.Rehearsal} the day.
 */
@NullMarked
package io.forebay.rehearsal;

import org.jspecify.annotations.NullMarked;
