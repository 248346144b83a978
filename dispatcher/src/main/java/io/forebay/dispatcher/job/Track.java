package io.forebay.dispatcher.job;

import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Transition;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of an open job in whichever state.
 *
 * @param acceptedAt when the dispatcher first saw it, in epoch milliseconds
 * @param version of its state; only grows
 * @param announced whether its present state was published
 * @param joined whether it joined a flight that was in the air already
 * @param failures attempts of its flight that failed so far
 * @param history every step so far, the present one last
 */
public record Track(
        Card card,
        long acceptedAt,
        long version,
        boolean announced,
        boolean joined,
        List<Attempt> failures,
        List<Transition> history) {

    public Track {
        failures = List.copyOf(failures);
        history = List.copyOf(history);
    }

    /** A job that has just come. */
    static Track begin(Card card, long now, boolean joined, List<Attempt> failures) {
        Transition first = transition(1, State.QUEUED, card.submission().getCreatedAt());
        return new Track(card, now, 1, false, joined, failures, List.of(first));
    }

    /** The next step; by whichever clock, it is not before the last one. */
    Track next(State state, long at, List<Attempt> failedSoFar) {
        List<Transition> steps = new ArrayList<>(history);
        long last = steps.isEmpty() ? 0 : steps.getLast().getAt();
        steps.add(transition(version + 1, state, Math.max(last, at)));
        return new Track(card, acceptedAt, version + 1, announced, joined, failedSoFar, steps);
    }

    Track published() {
        return new Track(card, acceptedAt, version, true, joined, failures, history);
    }

    private static Transition transition(long version, State state, long at) {
        return Transition.newBuilder().setVersion(version).setState(state).setAt(at).build();
    }
}
