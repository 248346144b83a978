package io.forebay.results.webhook.follow;

import io.forebay.results.webhook.delivery.Share;
import io.forebay.schemas.wire.CallbackAttachment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A callback that was attached, and how far it got. Safe for use by several threads. */
final class Attached {

    private static final long[] CHECK_AFTER_MS = {0, 1_000, 5_000, 30_000};
    private static final long CHECK_EVERY_MS = 300_000;

    final CallbackAttachment attachment;
    final Share share;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private int checks;
    private volatile long nextCheck;
    private volatile long endedAt;

    Attached(CallbackAttachment attachment, Share share, long now) {
        this.attachment = attachment;
        this.share = share;
        this.nextCheck = now;
    }

    /** False when it was told that already. */
    boolean tell(String deliveryId) {
        return told.add(deliveryId);
    }

    /** Whether to look now what became of the job; the next look is later. */
    synchronized boolean takeCheck(long now) {
        if (endedAt != 0 || now < nextCheck) {
            return false;
        }
        checks++;
        nextCheck =
                now + (checks < CHECK_AFTER_MS.length ? CHECK_AFTER_MS[checks] : CHECK_EVERY_MS);
        return true;
    }

    void end(long now) {
        endedAt = now;
    }

    /** When the job ended, as far as this knows; 0 = it has not. */
    long endedAt() {
        return endedAt;
    }
}
