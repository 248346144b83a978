package io.forebay.simulation.cluster;

/**
 * The world that a policy is put into. Times in seconds.
 *
 * @param coldStart L: from ordered to ready
 * @param service S: one worker's time for one item
 * @param partitions P: more workers than these have nothing to do
 * @param pause for how long nobody works when the group changes
 * @param waitSlo within which an item should start
 */
public record Setting(
        double coldStart, double service, int partitions, double pause, double waitSlo) {

    /** What one worker does, items per second. */
    public double mu() {
        return 1 / service;
    }
}
