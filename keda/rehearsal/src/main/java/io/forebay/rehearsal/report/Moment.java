package io.forebay.rehearsal.report;

import io.forebay.rehearsal.pipeline.Workers;

/**
 * How things were at one look.
 *
 * @param at seconds since the story's midnight
 * @param span seconds since the look before
 * @param due jobs that were handed in within it
 * @param lag jobs that wait or run
 * @param forecast workers that the scaler asks for
 * @param scheduled workers that the schedule asks for
 */
public record Moment(
        double at,
        double span,
        double due,
        double lag,
        double forecast,
        double scheduled,
        Workers.Count workers) {}
