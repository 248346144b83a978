package io.forebay.results.webhook.follow;

import java.util.concurrent.atomic.AtomicInteger;

/** Runs something when as many parts as announced are done. Safe for use by several threads. */
final class Receipts implements Runnable {

    private final AtomicInteger left;
    private final Runnable whenDone;

    Receipts(int parts, Runnable whenDone) {
        this.left = new AtomicInteger(parts);
        this.whenDone = whenDone;
    }

    /** One part is done. */
    @Override
    public void run() {
        if (left.decrementAndGet() == 0) {
            whenDone.run();
        }
    }
}
