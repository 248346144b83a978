package io.forebay.loadtests.soak.slope;

/**
 * A value at a time.
 *
 * @param millis since the start of the run
 */
public record Point(long millis, double value) {}
