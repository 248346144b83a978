package io.forebay.scaler.policy;

/**
 * What is seen of one lane at one moment. Totals count from any fixed point and never fall.
 *
 * @param seconds since any fixed point
 * @param arrived work items that entered the work topic so far, after deduplication and cache
 * @param completed work items whose offsets were committed so far
 * @param ready workers that take work
 * @param replicas workers that were ordered: ready ones and those that start
 */
public record Observation(
        double seconds, double arrived, double completed, int ready, int replicas) {

    /** Items that wait or run. */
    public double backlog() {
        return Math.max(0, arrived - completed);
    }
}
