package io.forebay.dispatcher.timer;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One timer per key, in memory. Confined to one thread.
 *
 * <p>A timer that is set again or cleared stays in the heap as a dead entry until it comes up or
 * until dead entries outnumber the living ones, so that the heap is never more than about twice as
 * large as the number of keys.
 */
public final class Timers<K> {

    /** Below this many dead entries a clean-up costs more than it frees. */
    private static final int DEAD_ALLOWED = 1024;

    private final Map<K, Entry<K>> alive = new HashMap<>();
    private PriorityQueue<Entry<K>> heap = newHeap();

    /** Sets the key's only timer; {@link Long#MAX_VALUE} clears it. */
    public void set(K key, long dueAt) {
        if (dueAt == Long.MAX_VALUE) {
            clear(key);
            return;
        }
        Entry<K> before = alive.get(key);
        if (before != null && before.dueAt == dueAt) {
            return;
        }
        Entry<K> entry = new Entry<>(key, dueAt);
        alive.put(key, entry);
        heap.add(entry);
        bury();
    }

    public void clear(K key) {
        if (alive.remove(key) != null) {
            bury();
        }
    }

    /** Takes the earliest timer that is due, and forgets it. */
    public Optional<K> poll(long now) {
        Optional<Entry<K>> first = first();
        if (first.isEmpty() || first.get().dueAt > now) {
            return Optional.empty();
        }
        K key = first.get().key;
        heap.poll();
        alive.remove(key);
        return Optional.of(key);
    }

    /** When the earliest timer is due; {@link Long#MAX_VALUE} when there is none. */
    public long nextDue() {
        return first().map(Entry::dueAt).orElse(Long.MAX_VALUE);
    }

    /** Keys with a timer. */
    public int size() {
        return alive.size();
    }

    int heapSize() {
        return heap.size();
    }

    private Optional<Entry<K>> first() {
        Entry<K> first = heap.peek();
        while (first != null && !isAlive(first)) {
            heap.poll();
            first = heap.peek();
        }
        return Optional.ofNullable(first);
    }

    private boolean isAlive(Entry<K> entry) {
        // The very entry, not an equal one: setting a timer to an earlier time of its own revives
        // nothing.
        return isSame(alive.get(entry.key), entry);
    }

    @SuppressWarnings("ReferenceEquality") // on purpose, see isAlive
    private static boolean isSame(@Nullable Object one, Object other) {
        return one == other;
    }

    private void bury() {
        if (heap.size() > 2 * alive.size() + DEAD_ALLOWED) {
            heap = newHeap();
            heap.addAll(alive.values());
        }
    }

    private static <K> PriorityQueue<Entry<K>> newHeap() {
        return new PriorityQueue<>(Comparator.comparingLong(Entry::dueAt));
    }

    private record Entry<K>(K key, long dueAt) {}
}
