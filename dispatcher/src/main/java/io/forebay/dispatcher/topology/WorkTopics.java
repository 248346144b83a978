package io.forebay.dispatcher.topology;

/**
 * Which work topics there are. Whoever applies a model makes its topics; to write to one that is
 * missing would stop the whole thread until the producer gives up. Safe for use by several threads.
 */
@FunctionalInterface
public interface WorkTopics {

    /** Whether the topic can be written to; never waits. */
    boolean exist(String topic);
}
