package io.forebay.dispatcher.job;

import io.forebay.schemas.wire.CacheInfo;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WireProblem;

/** How a job ended. */
public sealed interface Ending {

    /** The state that it ends in. */
    default State state() {
        return switch (this) {
            case Succeeded _ -> State.SUCCEEDED;
            case Failed _ -> State.FAILED;
            case Canceled _ -> State.CANCELED;
            case Expired _ -> State.EXPIRED;
        };
    }

    /**
     * With a result.
     *
     * @param cacheUntil until when the result may answer repeats from the view, in epoch
     *     milliseconds; 0 = not at all
     */
    record Succeeded(Payload output, Execution execution, CacheInfo cache, long cacheUntil)
            implements Ending {}

    /** Without hope: the input is refused, or every attempt failed. */
    record Failed(WireProblem problem) implements Ending {}

    /** At its owner's wish. */
    record Canceled() implements Ending {}

    /** Too late. */
    record Expired(WireProblem problem) implements Ending {}
}
