package io.forebay.dispatcher.topology;

/**
 * Which work topics there are. Whoever applies a model makes its topics; to write to one that is
 * missing would stop the whole thread until the producer gives up. Safe for use by several threads.
 */
@FunctionalInterface
public interface WorkTopics {

    /** The topic's partitions, 0 while it cannot be written to; never waits. */
    int partitions(String topic);
}
