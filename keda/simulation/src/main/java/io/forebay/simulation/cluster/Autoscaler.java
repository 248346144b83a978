package io.forebay.simulation.cluster;

/** A policy under test. */
@FunctionalInterface
public interface Autoscaler {

    /**
     * Asked every 15 s.
     *
     * @return how many workers there should be
     */
    int replicas(ClusterView seen);
}
