package io.forebay.results.projection;

/**
 * The offsets that a partition of the log holds.
 *
 * @param begin the first
 * @param end after the last one that a committed reader may see
 */
record LogRange(long begin, long end) {

    boolean holds(long offset) {
        return begin <= offset && offset <= end;
    }
}
