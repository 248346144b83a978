package io.forebay.loadtests.growth.measure;

import io.forebay.loadtests.growth.site.Amounts;
import io.forebay.loadtests.growth.site.Load;
import io.forebay.loadtests.growth.site.Loaded;
import io.forebay.loadtests.growth.site.Served;
import io.forebay.loadtests.growth.site.Site;
import io.forebay.loadtests.growth.site.Source;
import io.forebay.loadtests.model.BenchModels;
import java.util.List;

/**
 * Inputs of a size in a closed loop. Large ones are fewer, and fewer in the air and in a batch, so
 * that it is the bytes that cost and no process runs out of memory.
 */
final class PayloadMeasurement implements Measurement {

    private static final double MIB = 1_048_576;
    private static final long BYTES_OF_ALL = 512L << 20;
    private static final long BYTES_IN_THE_AIR = 64L << 20;
    private static final long BYTES_OF_A_BATCH = 16L << 20;
    private static final int LEAST_JOBS = 40;
    private static final int LEAST_IN_THE_AIR = 4;

    @Override
    public Findings measure(int bytes, Place place) throws InterruptedException {
        Served model =
                new Served(
                        "some",
                        bytes,
                        (int)
                                Math.clamp(
                                        BYTES_OF_A_BATCH / bytes,
                                        1L,
                                        (long) BenchModels.NOOP_BATCH),
                        true);
        try (Site site = place.start(model)) {
            Load load = place.load(site);
            Amounts amounts = place.amounts();
            int jobs = atMost(amounts.jobs(), BYTES_OF_ALL / bytes, LEAST_JOBS);
            int warmup = atMost(amounts.warmupJobs(), BYTES_OF_ALL / bytes, LEAST_JOBS);
            int outstanding =
                    atMost(amounts.outstanding(), BYTES_IN_THE_AIR / bytes, LEAST_IN_THE_AIR);
            List<Source> sources = load.of(model);
            Findings findings =
                    new Findings().checked(load.closed(sources, warmup, outstanding).tally());
            Loaded closed = load.closed(sources, jobs, outstanding);
            double mib = bytes / MIB;
            return findings.measured(closed)
                    .figure("in the air", outstanding)
                    .figure("jobs/s", closed.jobsPerSecond())
                    .figure("MiB/s", closed.jobsPerSecond() * mib)
                    .figure("p50 ms", closed.latency().p50Ms())
                    .figure("p99 ms", closed.latency().p99Ms())
                    .cost("ms a MiB", closed.wallMsPerJob() / mib)
                    .cost("CPU ms a MiB", closed.cpuMsPerJob() / mib);
        }
    }

    /** What is asked for, or less, but not below the least of both. */
    private static int atMost(int asked, long fits, int least) {
        return (int) Math.min(asked, Math.max(fits, least));
    }
}
