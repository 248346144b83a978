package io.forebay.worker.attempt;

/** An attempt and how it ended. */
public record Ended(Attempt attempt, Ending ending) {}
