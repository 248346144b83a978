package io.forebay.loadtests.shapes;

/**
 * A time with more load than before and after it.
 *
 * @param from second since the start
 * @param to second since the start, behind it
 */
public record Burst(int from, int to) {}
