package io.forebay.dispatcher.flight;

import io.forebay.schemas.wire.FlightPolicy;
import io.forebay.schemas.wire.ModelRef;

/**
 * What a flight was opened with.
 *
 * @param id the job id whose submission opened it
 * @param cacheable whether its result answers later repeats
 */
public record Plan(String id, ModelRef model, FlightPolicy policy, boolean cacheable) {

    /** What the bound on landed flights counts by. */
    String modelName() {
        return model.getName() + "/" + model.getVersion();
    }

    int maxAttempts() {
        return Math.max(1, policy.getMaxAttempts());
    }
}
