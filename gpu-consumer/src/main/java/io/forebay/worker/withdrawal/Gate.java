package io.forebay.worker.withdrawal;

import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ending;
import java.util.Optional;

/** Keeps out work that is of no use any more. Safe for use by several threads. */
public final class Gate {

    private final WithdrawnFlights withdrawn;

    public Gate(WithdrawnFlights withdrawn) {
        this.withdrawn = withdrawn;
    }

    /**
     * @param now Unix epoch milliseconds
     * @return how the attempt ends without having run; empty when it may run
     */
    public Optional<Ending> refusal(Attempt attempt, long now) {
        if (withdrawn.contains(attempt.item())) {
            return Optional.of(new Ending.Withdrawn());
        }
        return attempt.expiresAt() <= now
                ? Optional.of(Ending.late(attempt, now))
                : Optional.empty();
    }
}
