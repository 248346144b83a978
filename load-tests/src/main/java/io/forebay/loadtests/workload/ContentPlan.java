package io.forebay.loadtests.workload;

import io.forebay.loadtests.random.SeededBits;

/**
 * Which input each job of a phase carries: one of its own, or, for a share of the jobs, that of an
 * earlier one. Phases of one seed never share inputs.
 *
 * @param seed of the whole run
 * @param phase its number within the run
 * @param duplicates the share of jobs that repeat an earlier input, 0 to 1
 */
public record ContentPlan(long seed, int phase, double duplicates) {

    public ContentPlan {
        if (!(duplicates >= 0 && duplicates <= 1)) {
            throw new IllegalArgumentException("duplicates must be 0 to 1, not " + duplicates);
        }
    }

    /** The seed of this job's input; equal seeds are equal inputs. */
    public long contentOf(int job) {
        int origin = job;
        while (origin > 0 && repeats(origin)) {
            origin = (int) Long.remainderUnsigned(hash(origin, 2), origin);
        }
        return hash(origin, 0);
    }

    private boolean repeats(int job) {
        return duplicates > 0 && (hash(job, 1) >>> 11) * 0x1.0p-53 < duplicates;
    }

    private long hash(int job, int purpose) {
        long place = ((long) phase << 34) | ((long) purpose << 32) | job;
        return SeededBits.mix(SeededBits.mix(seed) + SeededBits.mix(place));
    }
}
