package io.forebay.ingest.auth;

import io.forebay.ingest.publish.Publisher;
import io.forebay.schemas.wire.ApiKeyRecord;
import org.jspecify.annotations.Nullable;

/** Where issued keys are written, for every node to read. Safe for use by several threads. */
@FunctionalInterface
public interface KeyLog {

    /**
     * Appends; returns when all in-sync replicas have it, or when that is not to be.
     *
     * @param record null for a tombstone
     */
    Publisher.Outcome append(String key, @Nullable ApiKeyRecord record);
}
