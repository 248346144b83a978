package io.forebay.loadtests.job;

import io.forebay.loadtests.answer.Answer;
import io.forebay.loadtests.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Keeps every n-th answer of a phase, to be computed anew after it, when that costs the measurement
 * nothing. Safe for use by several threads.
 */
public final class Samples {

    private final Workload workload;
    private final int every;
    private final Queue<Sample> kept = new ConcurrentLinkedQueue<>();

    private record Sample(int job, long content, List<Double> values) {}

    /**
     * @param every 0 = keep none
     */
    public Samples(Workload workload, int every) {
        this.workload = workload;
        this.every = every;
    }

    void offer(int job, long content, Answer answer) {
        if (every > 0 && job % every == 0 && workload.isWorthSampling()) {
            kept.add(new Sample(job, content, answer.values()));
        }
    }

    /** How many answers are kept. */
    public int count() {
        return kept.size();
    }

    /** What is wrong with the kept answers, by job. Uses all cores. */
    public Map<Integer, String> faults() {
        Map<Integer, String> faults = new ConcurrentSkipListMap<>();
        kept.parallelStream()
                .forEach(sample ->
                        workload.thoroughFault(sample.content(), sample.values())
                                .ifPresent(fault -> faults.put(sample.job(), fault)));
        return faults;
    }
}
