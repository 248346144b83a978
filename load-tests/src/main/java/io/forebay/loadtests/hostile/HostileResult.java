package io.forebay.loadtests.hostile;

import io.forebay.loadtests.machine.MachineFacts;
import io.forebay.loadtests.phase.LatencySummary;
import io.forebay.loadtests.phase.Tally;
import java.util.List;
import java.util.Map;

/**
 * What a run found.
 *
 * @param offeredPerSecond of the good client, alone and beside
 * @param p99Ratio of the good client's latency, beside to alone
 * @param rounds of all cases that were whole while the good client was there
 * @param families of hostile cases
 * @param faults of hostile cases; empty when each was answered as it has to be
 * @param statuses how often hostile clients were answered what; 0 = the connection closed
 * @param slowConnections that were opened and kept busy with nothing
 * @param brokenOff slow connections that the server broke off, or did not take
 * @param gone processes of the instance that are not there any more, or not the same
 */
public record HostileResult(
        MachineFacts machine,
        double offeredPerSecond,
        Good alone,
        Good beside,
        double p99Ratio,
        int rounds,
        Map<String, Tallies.Family> families,
        List<String> faults,
        Map<Integer, Integer> statuses,
        int slowConnections,
        int brokenOff,
        List<String> gone) {

    public HostileResult {
        families = Map.copyOf(families);
        faults = List.copyOf(faults);
        statuses = Map.copyOf(statuses);
        gone = List.copyOf(gone);
    }

    /** How the good client's jobs went. */
    public record Good(double seconds, LatencySummary latency, Tally tally) {

        /** Whether each was accepted and right. */
        public boolean isWhole() {
            return tally.isClean() && tally.refusals() == 0;
        }
    }

    /** Answers of 5xx to hostile clients. */
    public int serverErrors() {
        return statuses.entrySet().stream()
                .filter(status -> status.getKey() >= 500)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Whether everything was answered as it has to be; says nothing of latency. */
    public boolean isClean() {
        return faults.isEmpty()
                && serverErrors() == 0
                && gone.isEmpty()
                && alone.isWhole()
                && beside.isWhole();
    }
}
