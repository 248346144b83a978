/**
 * The day itself: {@link io.forebay.rehearsal.day.Story} (pressed time), {@link
 * io.forebay.rehearsal.day.DayPlan} (what arrives when), {@link io.forebay.rehearsal.day.Jobs}
 * (what was accepted, and what became of it).
 */
@NullMarked
package io.forebay.rehearsal.day;

import org.jspecify.annotations.NullMarked;
