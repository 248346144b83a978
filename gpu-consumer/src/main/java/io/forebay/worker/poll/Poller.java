package io.forebay.worker.poll;

/**
 * Takes the work of one model's lane. {@link #run} is its thread; the other methods may be called
 * on any.
 */
public sealed interface Poller extends Runnable permits LanePoller, SharePoller {

    /** Whether the worker is a member of the lane's group. */
    boolean hasJoined();

    /** Ends {@link #run} after what is in progress, within the drain timeout. */
    void drain();
}
