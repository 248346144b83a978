package io.forebay.results.webhook.delivery;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * This process's hold of one partition; what belongs to it is let go of when it ends. Safe for use
 * by several threads.
 */
public record Share(int partition, AtomicBoolean held) {

    public static Share of(int partition) {
        return new Share(partition, new AtomicBoolean(true));
    }

    public boolean isHeld() {
        return held.get();
    }

    public void end() {
        held.set(false);
    }
}
