package io.forebay.worker.attempt;

import java.util.List;

/** Where news of attempts goes. Implementations are safe for use by several threads. */
public interface Reports {

    /** Attempts that have ended: each is finished once this is known to the dispatcher. */
    void ended(List<Ended> ended);

    /** An attempt that has been running for so long that its reader wants to know. */
    void running(Attempt attempt);

    default void ended(Attempt attempt, Ending ending) {
        ended(List.of(new Ended(attempt, ending)));
    }
}
