package io.forebay.worker.process;

import java.time.Duration;

/**
 * Until when one conversation may take to answer. Set by the one who asks, looked at by the
 * watcher.
 */
final class Deadline implements AutoCloseable {

    private final Runnable onPassed;
    private final Runnable onClosed;
    private boolean armed;
    private boolean passed;
    private long at;

    /**
     * @param onPassed ends the process; called once
     */
    Deadline(Runnable onPassed, java.util.function.Consumer<Deadline> onClosed) {
        this.onPassed = onPassed;
        this.onClosed = () -> onClosed.accept(this);
    }

    synchronized void set(Duration allowed) {
        at = System.nanoTime() + allowed.toNanos();
        armed = true;
    }

    synchronized void clear() {
        armed = false;
    }

    synchronized boolean passed() {
        return passed;
    }

    /** Called by the watcher, now and then. */
    synchronized void look() {
        if (armed && !passed && System.nanoTime() - at > 0) {
            passed = true;
            onPassed.run();
        }
    }

    @Override
    public void close() {
        onClosed.run();
    }
}
