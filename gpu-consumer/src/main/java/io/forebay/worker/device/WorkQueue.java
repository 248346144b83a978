package io.forebay.worker.device;

import io.forebay.worker.batch.BatchFormer;
import io.forebay.worker.batch.Candidate;
import io.forebay.worker.batch.Draw;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Work on its way to a device. Safe for use by several threads. */
public final class WorkQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BatchFormer<Work> former;
    private final InstantSource clock;
    private boolean woken;
    private boolean closed;

    public WorkQueue(BatchFormer<Work> former, InstantSource clock) {
        this.former = former;
        this.clock = clock;
    }

    /** Adds work; nothing happens when the queue is closed. */
    public void offer(Collection<Candidate<Work>> work) {
        locked(() -> work.forEach(former::add));
    }

    /** Forgets work that was dropped. */
    public void purge() {
        locked(() -> former.removeIf(work -> !work.attempt().isWaiting()));
    }

    /** Whether work of this version waits. */
    boolean has(LoadedModel model) {
        lock.lock();
        try {
            return former.anyMatch(work -> work.model() == model);
        } finally {
            lock.unlock();
        }
    }

    /** Whether no work waits; false once it is closed, for then the device is to end. */
    boolean isEmpty() {
        lock.lock();
        try {
            return former.size() == 0 && !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets {@link #take} return, even without work. */
    public void wake() {
        locked(() -> woken = true);
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets {@link #take} say that there is no more. */
    public void close() {
        locked(() -> closed = true);
    }

    /**
     * The next batch, waiting until there is something; empty once the queue is closed.
     *
     * @param cap the most rows that a bucket's batch may have
     * @param startable whether work may still start
     */
    Optional<Draw.Batch<Work>> take(ToIntFunction<Object> cap, Predicate<Work> startable)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                if (woken) {
                    woken = false;
                    return Optional.of(new Draw.Batch<>(List.of(), 0, List.of()));
                }
                switch (former.draw(clock.millis(), cap, startable)) {
                    case Draw.Batch<Work> batch -> {
                        return Optional.of(batch);
                    }
                    case Draw.Wait<Work>(long until) -> {
                        var _ = changed.await(until - clock.millis(), TimeUnit.MILLISECONDS);
                    }
                    case Draw.Nothing<Work> nothing -> changed.await();
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
