package io.forebay.loadtests.torture.report;

/**
 * A fault on a timeline.
 *
 * @param from milliseconds since the start
 */
public record Bar(String kind, String target, long from, long to) {}
