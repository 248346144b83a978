package io.forebay.dispatcher.topology;

/** Hears what was done, so that it is committed in time. Called on the partition's thread. */
public interface Progress {

    /**
     * A record was processed.
     *
     * @param commit asks for a commit of its partition
     */
    void processed(Runnable commit);
}
