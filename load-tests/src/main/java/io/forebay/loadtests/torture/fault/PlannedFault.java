package io.forebay.loadtests.torture.fault;

/**
 * A fault of a plan.
 *
 * @param number in the plan, from 1
 * @param atMillis since the start of the load
 * @param target any number, which says which of its kind's targets it befalls
 * @param millis how long it lasts
 */
public record PlannedFault(int number, long atMillis, FaultKind kind, int target, long millis) {}
