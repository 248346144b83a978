/**
 * What a rehearsal leaves: {@link io.forebay.rehearsal.report.DayReport}, drawn by {@link
 * io.forebay.rehearsal.report.DayPicture}.
 */
@NullMarked
package io.forebay.rehearsal.report;

import org.jspecify.annotations.NullMarked;
