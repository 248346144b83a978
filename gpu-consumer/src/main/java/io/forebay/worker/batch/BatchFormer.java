package io.forebay.worker.batch;

import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Chooses what runs next; not safe for use by several threads.
 *
 * <p>Work-conserving: a free device gets what is there. Tenants take turns, row by row, and each
 * sends its most urgent candidate first, so that one that has much waiting does not make the others
 * wait; who leads chooses the bucket, and candidates of that bucket join, up to the cap.
 * Interactive ones always lead before bulk ones, which only fill rows that interactive ones leave.
 */
public final class BatchFormer<T> {

    private final Pace pace;
    private final LaneQueue<T> interactive = new LaneQueue<>();
    private final LaneQueue<T> bulk = new LaneQueue<>();

    /**
     * @param maxDelay how long a batch that is not full may wait for more; zero = not at all
     */
    public BatchFormer(Duration maxDelay) {
        this(new Pace(maxDelay, List.of()));
    }

    public BatchFormer(Pace pace) {
        this.pace = pace;
    }

    public void add(Candidate<T> candidate) {
        laneOf(candidate).add(candidate);
    }

    public int size() {
        return interactive.size() + bulk.size();
    }

    /** Whether there is such work. */
    public boolean anyMatch(Predicate<T> sought) {
        return interactive.anyMatch(sought) || bulk.anyMatch(sought);
    }

    /** Forgets candidates. */
    public void removeIf(Predicate<T> gone) {
        interactive.removeIf(gone);
        bulk.removeIf(gone);
    }

    /**
     * The next batch.
     *
     * @param now Unix epoch milliseconds
     * @param cap the most rows that a bucket's batch may have; a single candidate may have more
     * @param startable whether work may still start; it is refused otherwise
     */
    public Draw<T> draw(long now, ToIntFunction<Object> cap, Predicate<T> startable) {
        List<T> refused = new ArrayList<>();
        interactive.refuseHeads(startable, refused);
        if (interactive.isEmpty()) {
            bulk.refuseHeads(startable, refused);
        }
        LaneQueue<T> leading = interactive.isEmpty() ? bulk : interactive;
        if (leading.isEmpty()) {
            return refused.isEmpty()
                    ? new Draw.Nothing<>()
                    : new Draw.Batch<>(List.of(), 0, refused);
        }
        Object bucket = leading.head().bucket();
        Filling<T> filling = new Filling<>(cap.applyAsInt(bucket), startable, refused);
        interactive.fill(bucket, filling);
        bulk.fill(bucket, filling);
        return decide(filling, now);
    }

    private void putBack(Candidate<T> candidate) {
        laneOf(candidate).putBack(candidate);
    }

    private LaneQueue<T> laneOf(Candidate<T> candidate) {
        return candidate.lane() == Lane.BULK ? bulk : interactive;
    }

    private Draw<T> decide(Filling<T> filling, long now) {
        long until = filling.oldestArrival() + pace.delayMillis();
        if (filling.isFull() || now >= until || filling.hasRefused()) {
            return filling.toBatch();
        }
        int preferred = filling.prefix(pace.preferred(filling.rows()));
        if (preferred > 0) {
            filling.putBack(preferred).forEach(this::putBack);
            return filling.toBatch();
        }
        filling.taken().forEach(this::putBack);
        return new Draw.Wait<>(until);
    }
}
