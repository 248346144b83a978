package io.forebay.ingest.publish;

import io.forebay.schemas.id.Route;
import io.forebay.schemas.wire.JobEvent;

/** Appends events to {@code forebay.jobs}. Safe for use by several threads. */
public interface Publisher {

    /** Starts to append an event to its route's partition; the outcome is the returned one's. */
    Pending send(Route route, byte[] key, JobEvent event);

    /** An append under way. */
    interface Pending {

        /** Waits, for a bounded time, until all in-sync replicas have it, or that is not to be. */
        Outcome await();
    }

    /** What became of an append. */
    sealed interface Outcome {

        /** It is safe. */
        record Acknowledged() implements Outcome {}

        /**
         * Nobody can say that it is safe. It may still arrive.
         *
         * @param reason for people
         */
        record Unavailable(String reason) implements Outcome {}
    }
}
