package io.forebay.simulation;

import io.forebay.simulation.autoscaler.Contender;
import io.forebay.simulation.cluster.Outcome;
import io.forebay.simulation.cluster.Setting;
import io.forebay.simulation.cluster.Simulation;
import io.forebay.simulation.workload.Workload;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** One workload in one setting, drawn from one seed. */
record Case(Workload workload, Setting setting, long seed) {

    /** The most workers, against those that the peak minute keeps busy. */
    private static final double MOST = 2.5;

    /** A trace that is larger is thinned until its peak keeps this share of the partitions busy. */
    private static final double FITS = 1 / 1.6;

    /** With what every policy begins: enough for the first minute. */
    private static final double BEGIN = 0.8;

    double share() {
        return Math.min(1, setting.partitions() * FITS / (workload.peak() * setting.service()));
    }

    Outcome run(Contender contender) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] arrivals = workload.steps(share(), random);
        double busy = workload.peak() * share() * setting.service();
        int max = Math.clamp((long) Math.ceil(MOST * busy), 1, setting.partitions());
        int ready = (int) Math.ceil(workload.first() / 60 * share() * setting.service() / BEGIN);
        return new Simulation(setting, arrivals, Math.min(ready, max))
                .run(contender.start(setting, arrivals, max));
    }
}
