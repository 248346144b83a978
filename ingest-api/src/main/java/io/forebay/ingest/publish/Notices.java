package io.forebay.ingest.publish;

import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.DeliveryEntry;
import io.forebay.schemas.wire.EndpointRecord;
import org.jspecify.annotations.Nullable;

/** Appends what clients say of webhooks. Safe for use by several threads; calls block. */
public interface Notices {

    /**
     * An endpoint, as its tenant wants it from now on.
     *
     * @param record null when it is to go
     */
    Publisher.Outcome endpoint(String key, @Nullable EndpointRecord record);

    /** A wish about a job's deliveries. */
    Publisher.Outcome delivery(JobId job, String key, DeliveryEntry entry);
}
