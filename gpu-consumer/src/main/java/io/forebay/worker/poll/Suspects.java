package io.forebay.worker.poll;

import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.poll.Handful.Held;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells by a record's deliveries what may have killed workers, holds it back, and lets one at a
 * time through. Confined to the poll thread.
 *
 * <p>A delivery that was not the last has ended with a lock that ran out, which a dead worker
 * leaves, or with a worker that gave back what it had not begun. So deliveries alone condemn
 * nothing: only a record that was noted to be run alone, and comes again, has killed a worker.
 */
final class Suspects {

    private static final Logger LOG = LoggerFactory.getLogger(Suspects.class);

    private final LoneRun turn;
    private final LoneRuns notes;
    private final Handful hand;
    private final Deque<Suspect> waiting = new ArrayDeque<>();
    private @Nullable Suspect current;

    /**
     * @param runs of it alone that were noted before
     */
    private record Suspect(Held held, int runs) {}

    Suspects(LoneRun turn, LoneRuns notes, Handful hand) {
        this.turn = turn;
        this.notes = notes;
        this.hand = hand;
    }

    /** Whether it may go now; if not, {@link #next} will show it. */
    boolean admit(Held one) {
        Attempt attempt = one.attempt();
        int deliveries = one.record().deliveryCount().orElse((short) 1);
        int deaths = Math.min(deliveries - 1, Attempt.TOLERATED_DEATHS);
        int runs = deaths == Attempt.TOLERATED_DEATHS ? runsAlone(one) : 0;
        attempt.delivered(deliveries);
        attempt.survived(runs >= turn.proof() ? deaths + 1 : deaths);
        if (attempt.isCondemned() || attempt.isWornOut() || !attempt.mustRunAlone()) {
            return true;
        }
        waiting.add(new Suspect(one, runs));
        return false;
    }

    /** The one whose turn it is now, noted; it keeps the turn until it is finished or dropped. */
    Optional<Attempt> next() {
        if (isInHand()) {
            return Optional.empty();
        }
        release();
        waiting.removeIf(one -> !hand.contains(one.held()));
        if (waiting.isEmpty() || !turn.take()) {
            return Optional.empty();
        }
        Suspect next = waiting.element();
        try {
            note(next, next.runs() + 1);
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("cannot note a run alone; trying again");
            turn.giveBack();
            return Optional.empty();
        }
        current = waiting.remove();
        return Optional.of(next.held().attempt());
    }

    /** Forgets a run alone that was not begun. Another may have its record after that. */
    void drop() {
        if (!isInHand()) {
            leave();
        }
    }

    /** Forgets a run alone that goes on here, if any, for it has not killed this worker. */
    void leave() {
        if (current != null) {
            try {
                note(current, current.runs());
            } catch (KafkaException e) {
                LOG.atWarn().setCause(e).log("cannot forget a run alone");
            }
        }
        release();
    }

    private boolean isInHand() {
        return current != null && hand.contains(current.held());
    }

    /** Gives the turn back. */
    private void release() {
        if (current != null) {
            current = null;
            turn.giveBack();
        }
    }

    private void note(Suspect suspect, int runs) {
        Held held = suspect.held();
        notes.note(held.partition(), held.record().offset(), runs);
    }

    private int runsAlone(Held one) {
        try {
            return notes.noted(one.partition(), one.record().offset());
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("cannot read whether a record ran alone");
            return 0;
        }
    }
}
