package io.forebay.loadtests.growth.measure;

import io.forebay.loadtests.growth.site.Load;
import io.forebay.loadtests.growth.site.Loaded;
import io.forebay.loadtests.growth.site.OpenJobs;
import io.forebay.loadtests.growth.site.Served;
import io.forebay.loadtests.growth.site.Site;
import io.forebay.loadtests.growth.site.Source;
import io.forebay.loadtests.growth.site.Watch;
import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.shapes.Tenants;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes on which a job's own work stays the same: throughput and cost in a closed loop, latency
 * at a fixed rate.
 */
final class Steady {

    /** Of the open jobs, how many are looked at in the end. */
    private static final int KEPT = 200;

    private Steady() {}

    static Findings partitions(int size, Place place) throws InterruptedException {
        try (Site site = place.start(size, List.of(Served.NOOP))) {
            Load load = place.load(site);
            return measure(new Findings(), load, load.of(Served.NOOP));
        }
    }

    static Findings openJobs(int size, Place place) throws InterruptedException {
        try (Site site = place.start(Served.NOOP, Served.PARKED)) {
            Load load = place.load(site);
            Findings findings = new Findings();
            if (size == 0) {
                return measure(findings, load, load.of(Served.NOOP));
            }
            Watch watch = Watch.begin(site);
            OpenJobs open = OpenJobs.submit(load, load.of(Served.PARKED).getFirst(), size, 0, KEPT);
            findings.figure("accepted/s before", size / watch.seconds());
            // The warm-up goes the same way behind them: when it has ended, they are all in.
            measure(findings, load, load.of(Served.NOOP));
            return stillOpen(findings, open);
        }
    }

    static Findings tenants(int size, Place place) throws InterruptedException {
        try (Site site = place.start(Served.NOOP)) {
            Load load = place.load(site);
            Watch watch = Watch.begin(site);
            List<Target> tenants = Tenants.of(site.target(), size + 1, "growth");
            Findings findings =
                    new Findings().cost("ms to issue a key", 1_000 * watch.seconds() / size);
            return measure(
                    findings,
                    load,
                    tenants.stream()
                            .skip(1)
                            .map(tenant -> new Source(tenant, Served.NOOP.workload()))
                            .toList());
        }
    }

    static Findings models(int size, Place place) throws InterruptedException {
        List<Served> models =
                IntStream.range(0, size).mapToObj(number -> Served.copy("noop-" + number)).toList();
        try (Site site = place.start(place.amounts().partitions(), models)) {
            Load load = place.load(site);
            return measure(
                    new Findings(),
                    load,
                    models.stream()
                            .map(model -> new Source(site.target(), model.workload()))
                            .toList());
        }
    }

    /** Those that are kept are open yet. */
    static Findings stillOpen(Findings findings, OpenJobs open) throws InterruptedException {
        var faults = open.faults();
        int wrong = faults.values().stream().mapToInt(Integer::intValue).sum();
        return findings.right(open.kept().size() - wrong)
                .problems(faults)
                .problems(open.problems());
    }

    private static Findings measure(Findings findings, Load load, List<Source> sources)
            throws InterruptedException {
        findings.checked(load.warmUp(sources).tally());
        Loaded closed = load.closed(sources);
        Loaded open = load.open(sources);
        return findings.measured(closed)
                .figure("jobs/s", closed.jobsPerSecond())
                .figure("p50 ms", closed.latency().p50Ms())
                .figure("p99 ms", closed.latency().p99Ms())
                .cost("ms a job", closed.wallMsPerJob())
                .cost("CPU ms a job", closed.cpuMsPerJob())
                .measured(open)
                .cost("p50 ms at the rate", open.latency().p50Ms())
                .figure("p99 ms at the rate", open.latency().p99Ms());
    }
}
