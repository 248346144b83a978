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

    /** What became of an offer. */
    enum Offer {
        TAKEN,
        REFUSED,
        DOES_NOT_FIT
    }

    Offer offer(Candidate<T> candidate) {
        if (!startable.test(candidate.work())) {
            refused.add(candidate.work());
            return Offer.REFUSED;
        }
        if (!taken.isEmpty() && rows + candidate.rows() > cap) {
            full = true;
            return Offer.DOES_NOT_FIT;
        }
        taken.add(candidate);
        rows += candidate.rows();
        full = full || rows >= cap;
        return Offer.TAKEN;
    }

    int rows() {
        return rows;
    }

    /** How many of those taken make up exactly so many rows; 0 when none do. */
    int prefix(int wanted) {
        int sum = 0;
        for (int i = 0; i < taken.size() && sum < wanted; i++) {
            sum += taken.get(i).rows();
            if (sum == wanted) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Lets go of all but the first ones. */
    List<Candidate<T>> putBack(int kept) {
        List<Candidate<T>> tail = taken.subList(kept, taken.size());
        List<Candidate<T>> back = List.copyOf(tail);
        tail.clear();
        rows -= back.stream().mapToInt(Candidate::rows).sum();
        return back;
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
