package io.forebay.worker.fake;

import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ended;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.attempt.Reports;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what it is told, and finishes attempts at once. Safe for use by several threads. */
public final class RecordedReports implements Reports {

    private final Map<String, Ending> endings = new LinkedHashMap<>();
    private final List<String> running = new ArrayList<>();

    @Override
    public synchronized void ended(List<Ended> ended) {
        for (Ended one : ended) {
            String flight = one.attempt().item().getFlightId();
            if (!one.attempt().hasEnded()) {
                throw new AssertionError(flight + " was reported before it ended");
            }
            if (endings.put(flight, one.ending()) != null) {
                throw new AssertionError(flight + " ended twice");
            }
            one.attempt().finish();
        }
    }

    @Override
    public synchronized void running(Attempt attempt) {
        running.add(attempt.item().getFlightId());
    }

    /** By flight id, in the order in which they ended. */
    public synchronized Map<String, Ending> endings() {
        return new LinkedHashMap<>(endings);
    }

    public synchronized List<String> running() {
        return List.copyOf(running);
    }
}
