package io.forebay.worker.device;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Flights that failed for good, so that none is decoded or run again. Safe for use by several
 * threads.
 */
public final class Verdicts {

    private final int maxEntries;
    private final LinkedHashMap<FlightKey, Problem> verdicts = new LinkedHashMap<>();

    /**
     * @param maxEntries beyond which the oldest are forgotten
     */
    public Verdicts(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    public synchronized void add(FlightKey flight, Problem problem) {
        verdicts.put(flight, problem);
        if (verdicts.size() > maxEntries) {
            verdicts.pollFirstEntry();
        }
    }

    public synchronized Optional<Problem> find(FlightKey flight) {
        return verdicts.isEmpty() ? Optional.empty() : Optional.ofNullable(verdicts.get(flight));
    }
}
