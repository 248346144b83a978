package io.forebay.worker.batch;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The candidates of one lane, by bucket and urgency. */
final class LaneQueue<T> {

    private final Map<Object, PriorityQueue<Entry<T>>> buckets = new LinkedHashMap<>();
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
    }

    void add(Candidate<T> candidate) {
        buckets.computeIfAbsent(candidate.bucket(), bucket -> new PriorityQueue<>())
                .add(new Entry<>(candidate, arrivals++));
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The most urgent candidate. */
    Candidate<T> head() {
        return first(leading()).candidate();
    }

    /** Refuses the most urgent ones until one may start. */
    void refuseHeads(Predicate<T> startable, List<T> refused) {
        while (size > 0) {
            PriorityQueue<Entry<T>> queue = leading();
            Candidate<T> head = first(queue).candidate();
            if (startable.test(head.work())) {
                return;
            }
            refused.add(head.work());
            remove(queue, head.bucket());
        }
    }

    /** Offers the candidates of a bucket, most urgent first, until one does not fit. */
    void fill(Object bucket, Filling<T> filling) {
        PriorityQueue<Entry<T>> queue = buckets.get(bucket);
        while (queue != null
                && !queue.isEmpty()
                && !filling.isFull()
                && filling.offer(first(queue).candidate())) {
            remove(queue, bucket);
        }
    }

    void removeIf(Predicate<T> gone) {
        size = 0;
        for (PriorityQueue<Entry<T>> queue : buckets.values()) {
            queue.removeIf(entry -> gone.test(entry.candidate().work()));
            size += queue.size();
        }
        buckets.values().removeIf(PriorityQueue::isEmpty);
    }

    private void remove(PriorityQueue<Entry<T>> queue, Object bucket) {
        queue.remove();
        size--;
        if (queue.isEmpty()) {
            buckets.remove(bucket);
        }
    }

    private PriorityQueue<Entry<T>> leading() {
        PriorityQueue<Entry<T>> leading = null;
        for (PriorityQueue<Entry<T>> queue : buckets.values()) {
            if (leading == null || first(queue).compareTo(first(leading)) < 0) {
                leading = queue;
            }
        }
        return requireNonNull(leading, "the lane is empty");
    }

    private Entry<T> first(PriorityQueue<Entry<T>> queue) {
        return queue.element();
    }
}
