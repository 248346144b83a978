package io.forebay.worker.decode;

import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.device.LoadedModel;
import io.forebay.worker.device.Verdicts;
import io.forebay.worker.withdrawal.Gate;
import java.util.Optional;

/** Why an attempt ends without being prepared. Safe for use by several threads. */
record Refusals(Gate gate, Verdicts verdicts) {

    /**
     * @param now in milliseconds since the epoch
     */
    Optional<Ending> find(Attempt attempt, long now) {
        return gate.refusal(attempt, now)
                .or(() -> attempt.isCondemned() ? Optional.of(Ending.died()) : Optional.empty())
                .or(() -> attempt.isWornOut() ? Optional.of(Ending.wornOut()) : Optional.empty())
                .or(() -> verdicts.find(attempt.flight()).map(Ending::permanent));
    }

    /** Whoever writes submissions without asking anybody is told here that no order is kept. */
    Optional<Ending> find(Attempt attempt, LoadedModel model) {
        return model.model()
                .manifest()
                .orderRefusal(attempt.item().getOrderingKey())
                .map(why -> Ending.permanent(Problem.of(ProblemCode.INVALID_INPUT, why)));
    }
}
