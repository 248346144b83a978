package io.forebay.ingest.problem;

/**
 * A limit that was passed.
 *
 * @param value the value seen; where counting stopped at the limit, the first one over it
 */
public record LimitSeen(String name, long limit, long value) {}
