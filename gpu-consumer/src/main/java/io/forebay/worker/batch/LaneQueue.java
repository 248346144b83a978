package io.forebay.worker.batch;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The candidates of one lane: by bucket, by the tenants' turns, and by urgency. */
final class LaneQueue<T> {

    private final Map<Object, Map<String, PriorityQueue<Entry<T>>>> buckets = new LinkedHashMap<>();
    private final Turns turns = new Turns();
    private long arrivals;
    private int size;

    private record Entry<T>(Candidate<T> candidate, long arrival) implements Comparable<Entry<T>> {

        private static final Comparator<Entry<?>> ORDER =
                Comparator.<Entry<?>>comparingLong(entry -> entry.candidate.urgency())
                        .thenComparingLong(Entry::arrival);

        @Override
        public int compareTo(Entry<T> other) {
            return ORDER.compare(this, other);
        }

        String tenant() {
            return candidate.tenant();
        }
    }

    void add(Candidate<T> candidate) {
        enter(candidate);
        turns.comes(candidate.tenant());
    }

    /** Takes back what was filled into a batch that does not go yet. */
    void putBack(Candidate<T> candidate) {
        enter(candidate);
        turns.takesBack(candidate.tenant(), candidate.rows());
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The most urgent candidate of whose turn it is. */
    Candidate<T> head() {
        return leading().candidate();
    }

    /** Refuses heads until one may start. */
    void refuseHeads(Predicate<T> startable, List<T> refused) {
        while (size > 0) {
            Entry<T> head = leading();
            if (startable.test(head.candidate().work())) {
                return;
            }
            refused.add(head.candidate().work());
            remove(head);
            turns.goes(head.tenant());
        }
    }

    /** Offers the candidates of a bucket, turn by turn, until one does not fit. */
    void fill(Object bucket, Filling<T> filling) {
        while (!filling.isFull()) {
            Entry<T> next = next(buckets.get(bucket), null);
            if (next == null) {
                return;
            }
            switch (filling.offer(next.candidate())) {
                case TAKEN -> {
                    remove(next);
                    turns.served(next.tenant(), next.candidate().rows());
                }
                case REFUSED -> {
                    remove(next);
                    turns.goes(next.tenant());
                }
                case DOES_NOT_FIT -> {
                    return;
                }
            }
        }
    }

    boolean anyMatch(Predicate<T> sought) {
        return buckets.values().stream()
                .flatMap(ofBucket -> ofBucket.values().stream())
                .flatMap(PriorityQueue::stream)
                .anyMatch(entry -> sought.test(entry.candidate().work()));
    }

    void removeIf(Predicate<T> gone) {
        for (var ofBucket : buckets.values()) {
            for (PriorityQueue<Entry<T>> queue : ofBucket.values()) {
                for (Iterator<Entry<T>> all = queue.iterator(); all.hasNext(); ) {
                    Entry<T> entry = all.next();
                    if (gone.test(entry.candidate().work())) {
                        all.remove();
                        size--;
                        turns.goes(entry.tenant());
                    }
                }
            }
            ofBucket.values().removeIf(PriorityQueue::isEmpty);
        }
        buckets.values().removeIf(Map::isEmpty);
    }

    private void enter(Candidate<T> candidate) {
        buckets.computeIfAbsent(candidate.bucket(), bucket -> new HashMap<>())
                .computeIfAbsent(candidate.tenant(), tenant -> new PriorityQueue<>())
                .add(new Entry<>(candidate, arrivals++));
        size++;
    }

    private void remove(Entry<T> head) {
        Object bucket = head.candidate().bucket();
        var ofBucket = requireNonNull(buckets.get(bucket));
        PriorityQueue<Entry<T>> queue = requireNonNull(ofBucket.get(head.tenant()));
        queue.remove();
        size--;
        if (queue.isEmpty()) {
            ofBucket.remove(head.tenant());
            if (ofBucket.isEmpty()) {
                buckets.remove(bucket);
            }
        }
    }

    private Entry<T> leading() {
        Entry<T> leading = null;
        for (var ofBucket : buckets.values()) {
            leading = next(ofBucket, leading);
        }
        return requireNonNull(leading, "the lane is empty");
    }

    /** Who is next, of one bucket and one other. */
    private @Nullable Entry<T> next(
            @Nullable Map<String, PriorityQueue<Entry<T>>> ofBucket, @Nullable Entry<T> other) {
        Entry<T> next = other;
        if (ofBucket != null) {
            for (PriorityQueue<Entry<T>> queue : ofBucket.values()) {
                Entry<T> head = queue.element();
                next = next == null || isBefore(head, next) ? head : next;
            }
        }
        return next;
    }

    private boolean isBefore(Entry<T> one, Entry<T> other) {
        long difference = turns.of(one.tenant()) - turns.of(other.tenant());
        return difference == 0 ? one.compareTo(other) < 0 : difference < 0;
    }
}
