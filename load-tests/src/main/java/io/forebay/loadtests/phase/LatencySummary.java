package io.forebay.loadtests.phase;

/** A distribution of times; all but the count in milliseconds. */
public record LatencySummary(
        long count,
        double meanMs,
        double p50Ms,
        double p90Ms,
        double p99Ms,
        double p999Ms,
        double maxMs) {}
