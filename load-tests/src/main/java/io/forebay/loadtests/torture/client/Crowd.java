package io.forebay.loadtests.torture.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Virtual threads that end together. Safe for use by several threads. */
final class Crowd {

    private static final int TIDY_AT_FIRST = 512;

    private final List<Thread> threads = new ArrayList<>();
    private volatile @Nullable RuntimeException failure;
    private int tidyAt = TIDY_AT_FIRST;

    interface Task {
        void run() throws InterruptedException;
    }

    void start(Task task) {
        Thread thread =
                Thread.ofVirtual()
                        .unstarted(() -> {
                            try {
                                task.run();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } catch (RuntimeException e) { // the outermost frame of a client
                                failure = e;
                            }
                        });
        synchronized (threads) {
            if (threads.size() >= tidyAt) {
                threads.removeIf(one -> one.getState() == Thread.State.TERMINATED);
                tidyAt = 2 * Math.max(TIDY_AT_FIRST, threads.size());
            }
            threads.add(thread);
        }
        thread.start();
    }

    /**
     * @throws IllegalStateException when one of them failed
     */
    void rethrow() {
        RuntimeException cause = failure;
        if (cause != null) {
            throw new IllegalStateException("a client failed", cause);
        }
    }

    /** Interrupts all of them and waits for their ends. */
    void end() {
        List<Thread> all;
        synchronized (threads) {
            all = List.copyOf(threads);
        }
        all.forEach(Thread::interrupt);
        try {
            for (Thread thread : all) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
