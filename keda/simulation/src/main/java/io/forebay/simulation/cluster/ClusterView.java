package io.forebay.simulation.cluster;

/** What an autoscaler can see. Confined to the simulation's thread. */
public interface ClusterView {

    /** Seconds since the start. */
    double now();

    /** Workers ordered: ready ones and those that start. */
    int replicas();

    int ready();

    /** Items that entered the work topic so far. */
    double arrived();

    /** Items that were committed so far. */
    double completed();

    /** Items per second over the last minute. */
    double rate();

    /** Busy share of the ready workers since the last look, 0 to 1. */
    double utilisation();

    /** Log end offsets less committed ones. */
    default double lag() {
        return Math.max(0, arrived() - completed());
    }
}
