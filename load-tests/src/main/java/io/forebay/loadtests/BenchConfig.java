package io.forebay.loadtests;

import io.forebay.loadtests.job.Mode;
import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.phase.Arrivals;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of the benchmark does.
 *
 * @param open the open loop; empty for none
 * @param rounds how often it is all repeated
 */
record BenchConfig(
        Target target,
        String model,
        Mode mode,
        Inputs inputs,
        Optional<Closed> closed,
        Optional<Open> open,
        int rounds) {

    BenchConfig {
        requireAtLeast("rounds", rounds, 1);
        if (closed.isEmpty() && open.isEmpty()) {
            throw new IllegalArgumentException("there is neither a closed nor an open loop to run");
        }
        if (closed.isEmpty() && open.get().rate() instanceof Share) {
            throw new IllegalArgumentException("at-share needs a closed loop to take a share of");
        }
    }

    /**
     * @param duplicates the share of jobs that repeat an earlier input
     * @param checkEvery compute every n-th answer anew, 0 = none
     */
    record Inputs(long seed, double duplicates, int checkEvery) {
        Inputs {
            if (!(duplicates >= 0 && duplicates <= 1)) {
                throw new IllegalArgumentException("duplicates must be 0 to 1, not " + duplicates);
            }
            requireAtLeast("check-every", checkEvery, 0);
        }
    }

    /**
     * @param outstanding jobs in the air at any time
     */
    record Closed(int outstanding, int jobs, int warmupJobs) {
        Closed {
            requireAtLeast("outstanding", outstanding, 1);
            requireAtLeast("jobs", jobs, 1);
            requireAtLeast("warmup-jobs", warmupJobs, 0);
        }
    }

    /**
     * @param connections the most jobs in the air at any time; more wait, which their latency shows
     * @param warmupJobs in a closed loop before it
     */
    record Open(
            Rate rate, Duration duration, Arrivals.Gaps arrivals, int connections, int warmupJobs) {
        Open {
            requireAtLeast("connections", connections, 1);
            requireAtLeast("warmup-jobs", warmupJobs, 0);
            if (!duration.isPositive()) {
                throw new IllegalArgumentException("duration must be above 0, not " + duration);
            }
        }
    }

    /** How fast an open loop sends. */
    sealed interface Rate {
        /** Jobs per second, given what the closed loop of the same round reached. */
        double perSecond(double saturation);
    }

    record Fixed(double perSecond) implements Rate {
        Fixed {
            requireAboveZero("rate", perSecond);
        }

        @Override
        public double perSecond(double saturation) {
            return perSecond;
        }
    }

    record Share(double share) implements Rate {
        Share {
            requireAboveZero("at-share", share);
        }

        @Override
        public double perSecond(double saturation) {
            return share * saturation;
        }
    }

    /** For the report; the API key is not in it. */
    Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("url", target.toString());
        description.put("timeout", target.timeout().toString());
        description.put("model", model);
        description.put("mode", mode);
        description.put("inputs", inputs);
        closed.ifPresent(loop -> description.put("closed", loop));
        open.ifPresent(loop ->
                description.put(
                        "open",
                        Map.of(
                                "rate",
                                loop.rate(),
                                "duration",
                                loop.duration().toString(),
                                "arrivals",
                                loop.arrivals(),
                                "connections",
                                loop.connections(),
                                "warmupJobs",
                                loop.warmupJobs())));
        description.put("rounds", rounds);
        return description;
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    name + " must be at least " + least + ", not " + value);
        }
    }

    private static void requireAboveZero(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be above 0, not " + value);
        }
    }
}
