package io.forebay.worker.fake;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Hangs in the inputs that it is told of, each until it is let go. Safe for several threads. */
public final class HangingDecoder implements Consumer<String> {

    private static final CountDownLatch OVER = new CountDownLatch(0);

    private final Map<String, CountDownLatch> deaf = new ConcurrentHashMap<>();
    private final Set<String> listening = ConcurrentHashMap.newKeySet();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Set<String> back = ConcurrentHashMap.newKeySet();

    /** As native code does, whatever it is told. */
    public void hangOn(String... names) {
        for (String name : names) {
            deaf.put(name, new CountDownLatch(1));
        }
    }

    /** Until its thread is interrupted. */
    public void waitOn(String name) {
        listening.add(name);
    }

    public void letGo(String name) {
        deaf.getOrDefault(name, OVER).countDown();
    }

    public boolean hasBegun(String... names) {
        return begun.containsAll(Set.of(names));
    }

    public boolean isBack(String name) {
        return back.contains(name);
    }

    @Override
    public void accept(String name) {
        begun.add(name);
        try {
            if (listening.contains(name)) {
                waitForInterrupt();
            }
            CountDownLatch latch = deaf.getOrDefault(name, OVER);
            while (!isOver(latch)) {
                // As if nobody had said anything.
            }
        } finally {
            back.add(name);
        }
    }

    private static void waitForInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // Looked at again.
        }
        return latch.getCount() == 0;
    }
}
