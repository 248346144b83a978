package io.forebay.worker.poll;

import io.forebay.worker.attempt.Attempt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Lets work with the same ordering key through one at a time, in the order of its partition: the
 * next one when the completion of the one before is acknowledged. What it holds back counts as in
 * hand, so that it is bounded by that. Confined to the poll thread.
 */
final class InOrder {

    private final Map<Line, Deque<Taken>> lines = new HashMap<>();

    private record Line(String tenant, String key) {}

    record Taken(Claim claim, long offset, Attempt attempt) {

        boolean isInHand() {
            return claim.isInHand(offset);
        }
    }

    /** Whether it may go now; if not, {@link #next} will show it. */
    boolean admit(Taken work) {
        String key = work.attempt().item().getOrderingKey();
        if (key.isEmpty()) {
            return true;
        }
        Deque<Taken> line =
                lines.computeIfAbsent(
                        new Line(work.attempt().item().getTenant(), key),
                        made -> new ArrayDeque<>());
        line.add(work);
        return line.size() == 1;
    }

    /** Those whose turn it is since the last time: the ones before them are finished or dropped. */
    List<Taken> next() {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<Taken> next = new ArrayList<>();
        for (Iterator<Deque<Taken>> each = lines.values().iterator(); each.hasNext(); ) {
            Deque<Taken> line = each.next();
            boolean moves = !line.element().isInHand();
            while (!line.isEmpty() && !line.element().isInHand()) {
                line.remove();
            }
            if (line.isEmpty()) {
                each.remove();
            } else if (moves) {
                next.add(line.element());
            }
        }
        return next;
    }

    /** Whether anything is held back or may have to be. */
    boolean isWaiting() {
        return lines.values().stream().anyMatch(line -> line.size() > 1);
    }
}
