package io.forebay.simulation.cluster;

/**
 * How a run went.
 *
 * @param items that arrived
 * @param attained the share of waits within the SLO, 0 to 1
 * @param p99 seconds
 * @param longest seconds
 * @param gpuSeconds of workers ready, starting and draining
 * @param work GPU-seconds that the items themselves need: the bound from below
 * @param coldStarts workers that were started
 * @param reversals changes of direction within 15 minutes
 */
public record Outcome(
        double items,
        double attained,
        double p99,
        double longest,
        double gpuSeconds,
        double work,
        long coldStarts,
        long reversals) {

    /** GPU time over the work bound. */
    public double cost() {
        return work == 0 ? 1 : gpuSeconds / work;
    }
}
