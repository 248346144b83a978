package io.forebay.results.state;

import io.forebay.schemas.wire.State;

/** The states of a job. */
public final class Lifecycle {

    private Lifecycle() {}

    /**
     * Whether a job in this state never changes again. False for a state that only a newer release
     * knows: such a job is waited for, and never kept or shown for final by mistake.
     */
    public static boolean hasEnded(State state) {
        return switch (state) {
            case SUCCEEDED, FAILED, CANCELED, EXPIRED -> true;
            case QUEUED, RUNNING, UNRECOGNIZED -> false;
        };
    }
}
