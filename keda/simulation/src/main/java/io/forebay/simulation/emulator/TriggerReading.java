package io.forebay.simulation.emulator;

/**
 * What a trigger said.
 *
 * @param usage the metric's total
 * @param target per replica
 */
public record TriggerReading(boolean active, double usage, double target) {}
