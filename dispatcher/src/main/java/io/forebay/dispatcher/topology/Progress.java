package io.forebay.dispatcher.topology;

/** Hears what is waited for, so that it is committed in time. Called on the partition's thread. */
public interface Progress {

    /**
     * Something was forwarded that nobody sees before it is committed. Work is not: workers read
     * what is not committed yet.
     *
     * @param commit asks for a commit of the partition
     */
    void awaited(Runnable commit);
}
