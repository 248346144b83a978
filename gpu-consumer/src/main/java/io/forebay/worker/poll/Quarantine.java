package io.forebay.worker.poll;

import io.forebay.worker.attempt.Attempt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what may have killed two workers, and lets one at a time through. Confined to the poll
 * thread.
 */
final class Quarantine {

    private final LoneRun turn;
    private final Deque<Suspect> waiting = new ArrayDeque<>();
    private @Nullable Suspect current;

    record Suspect(Claim claim, long offset, Attempt attempt) {}

    Quarantine(LoneRun turn) {
        this.turn = turn;
    }

    void add(Suspect suspect) {
        waiting.add(suspect);
    }

    /** The one whose turn it is now; it keeps the turn until it is finished or dropped. */
    Optional<Suspect> next() {
        Suspect running = current;
        if (running != null && running.claim().isInHand(running.offset())) {
            return Optional.empty();
        }
        release();
        waiting.removeIf(suspect -> !suspect.claim().isInHand(suspect.offset()));
        if (waiting.isEmpty() || !turn.take()) {
            return Optional.empty();
        }
        Suspect next = waiting.remove();
        next.claim().runAlone(next.offset(), turn.proof() == 1);
        current = next;
        return Optional.of(next);
    }

    /** The log could not be told: another time. */
    void putBack(Suspect suspect) {
        waiting.addFirst(suspect);
        release();
    }

    /** Gives the turn back. */
    void release() {
        Suspect running = current;
        if (running != null) {
            current = null;
            running.claim().runNoneAlone();
            turn.giveBack();
        }
    }
}
