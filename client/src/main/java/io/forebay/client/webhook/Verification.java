package io.forebay.client.webhook;

import java.time.Instant;

/** Whether a webhook is what it says it is. */
public sealed interface Verification {

    /**
     * It is.
     *
     * @param id the same at every delivery of the event: what was seen before is to be ignored
     * @param sentAt when this attempt was made
     */
    record Verified(String id, Instant sentAt) implements Verification {}

    /**
     * It is not, or it is too old to say.
     *
     * @param reason for the log; not for whoever sent it
     */
    record Rejected(String reason) implements Verification {}
}
