package io.forebay.rehearsal.report;

/**
 * A few minutes of the story.
 *
 * @param at its end, hours since midnight
 * @param arrivals jobs per minute
 * @param lag the most jobs that waited or ran
 * @param ordered the most workers that were ordered
 * @param ready mean of those that took work
 * @param forecast the most workers that the scaler asked for
 * @param scheduled the most workers that the schedule asked for
 * @param p99Wait seconds; NaN when nothing was handed in
 * @param paid worker-hours from the beginning until here
 */
public record Window(
        double at,
        double arrivals,
        double lag,
        double ordered,
        double ready,
        double forecast,
        double scheduled,
        double p99Wait,
        double paid) {}
