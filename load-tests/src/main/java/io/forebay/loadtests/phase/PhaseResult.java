package io.forebay.loadtests.phase;

import java.util.Map;

/**
 * What a phase found.
 *
 * @param seconds from its start to the end of its last job
 * @param latency of right jobs, from when they were to be sent
 * @param sendLag of all jobs, from when they were to be sent to when they were
 */
public record PhaseResult(
        Ledger ledger, double seconds, LatencySummary latency, LatencySummary sendLag) {

    /** How the jobs ended, with what was found out about them afterwards. */
    public Tally tally(Map<Integer, String> faults) {
        faults.forEach(ledger::overturn);
        return ledger.tally();
    }
}
