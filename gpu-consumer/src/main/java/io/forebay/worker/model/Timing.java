package io.forebay.worker.model;

import java.time.Duration;

/** How long one run took. */
public record Timing(int rows, Duration time) {}
