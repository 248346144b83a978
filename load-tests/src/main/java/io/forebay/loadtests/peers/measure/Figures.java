package io.forebay.loadtests.peers.measure;

import io.forebay.loadtests.peers.plan.Step;
import io.forebay.loadtests.peers.system.Contestant;
import io.forebay.loadtests.phase.Tally;

/**
 * One step of one system in one round.
 *
 * @param offeredPerSecond of an open loop; 0 for others
 * @param seconds until the last job's end was seen, or told
 * @param jobsPerSecond right jobs per second
 * @param p50Ms of what a client waits for a job; of webhooks, from a job's end to its telling; of a
 *     burst, from its start until an end was seen
 * @param cpuSecondsPer1000 of all processes of the system per 1,000 right jobs
 * @param generatorCpuSecondsPer1000 of the load generator, which takes from the same cores
 * @param peakRssBytes the sum of the peaks of the system's processes since their start
 * @param untold right jobs whose end was not told to the receiver of webhooks
 * @param foreignShare of the processors that went to others meanwhile
 * @param tries runs of the step until this one, this one included
 * @param disturbed whether it counts although others had more than their share: no try was quiet
 */
public record Figures(
        int round,
        Contestant contestant,
        Step step,
        double offeredPerSecond,
        double seconds,
        double jobsPerSecond,
        double p50Ms,
        double p99Ms,
        double cpuSecondsPer1000,
        double generatorCpuSecondsPer1000,
        long peakRssBytes,
        Tally tally,
        int untold,
        double foreignShare,
        int tries,
        boolean disturbed) {

    /** Whether every job was answered once and right, and told where it was to be told. */
    public boolean isClean() {
        return tally.isClean() && tally.refusals() == 0 && tally.right() > 0 && untold == 0;
    }

    Figures afterTries(int count, boolean stillDisturbed) {
        return new Figures(
                round,
                contestant,
                step,
                offeredPerSecond,
                seconds,
                jobsPerSecond,
                p50Ms,
                p99Ms,
                cpuSecondsPer1000,
                generatorCpuSecondsPer1000,
                peakRssBytes,
                tally,
                untold,
                foreignShare,
                count,
                stillDisturbed);
    }
}
