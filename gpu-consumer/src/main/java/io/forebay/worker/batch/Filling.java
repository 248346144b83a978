package io.forebay.worker.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A batch while it is being filled. Confined to one draw. */
final class Filling<T> {

    private final int cap;
    private final Predicate<T> startable;
    private final List<T> refused;
    private final List<Candidate<T>> taken = new ArrayList<>();
    private int rows;
    private boolean full;

    Filling(int cap, Predicate<T> startable, List<T> refused) {
        this.cap = cap;
        this.startable = startable;
        this.refused = refused;
    }

    /** Takes or refuses a candidate; false when it does not fit any more. */
    boolean offer(Candidate<T> candidate) {
        if (!startable.test(candidate.work())) {
            refused.add(candidate.work());
            return true;
        }
        if (!taken.isEmpty() && rows + candidate.rows() > cap) {
            full = true;
            return false;
        }
        taken.add(candidate);
        rows += candidate.rows();
        full = full || rows >= cap;
        return true;
    }

    boolean isFull() {
        return full;
    }

    boolean hasRefused() {
        return !refused.isEmpty();
    }

    List<Candidate<T>> taken() {
        return taken;
    }

    long oldestArrival() {
        return taken.stream().mapToLong(Candidate::arrivedAt).min().orElse(0);
    }

    Draw.Batch<T> toBatch() {
        return new Draw.Batch<>(taken.stream().map(Candidate::work).toList(), rows, refused);
    }
}
