package io.forebay.worker.device;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Where the runs of all models of a worker happen, side by side. A run that is suspected of taking
 * the process along gets it to itself: whoever else ran there would be lost with it as often, and
 * be suspected as much. Safe for use by several threads.
 */
public final class SharedProcess {

    /** Fair, for a suspect would else wait as long as there is work. */
    private final ReadWriteLock use = new ReentrantReadWriteLock(true);

    <T> T runBeside(Supplier<T> run) {
        return run(use.readLock(), run);
    }

    <T> T runAlone(Supplier<T> run) {
        return run(use.writeLock(), run);
    }

    private static <T> T run(Lock lock, Supplier<T> run) {
        lock.lock();
        try {
            return run.get();
        } finally {
            lock.unlock();
        }
    }
}
