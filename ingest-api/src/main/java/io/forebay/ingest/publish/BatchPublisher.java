package io.forebay.ingest.publish;

import io.forebay.schemas.wire.BatchEvent;

/** Appends events to {@code forebay.batches}. Safe for use by several threads. */
@FunctionalInterface
public interface BatchPublisher {

    /** Appends an event and waits, for a bounded time, until all in-sync replicas have it. */
    Publisher.Outcome send(BatchEvent event);
}
