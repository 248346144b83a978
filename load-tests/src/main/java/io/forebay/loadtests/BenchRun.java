package io.forebay.loadtests;

import com.fasterxml.jackson.core.JsonFactory;
import io.forebay.loadtests.answer.AnswerReader;
import io.forebay.loadtests.job.JobClient;
import io.forebay.loadtests.job.Samples;
import io.forebay.loadtests.machine.MachineFacts;
import io.forebay.loadtests.machine.Meter;
import io.forebay.loadtests.machine.Usage;
import io.forebay.loadtests.phase.Arrivals;
import io.forebay.loadtests.phase.LoadRun;
import io.forebay.loadtests.phase.Pacing;
import io.forebay.loadtests.phase.PhaseResult;
import io.forebay.loadtests.phase.Tally;
import io.forebay.loadtests.report.Console;
import io.forebay.loadtests.report.Cost;
import io.forebay.loadtests.report.PhaseReport;
import io.forebay.loadtests.report.Report;
import io.forebay.loadtests.workload.ContentPlan;
import io.forebay.loadtests.workload.Workload;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One run: rounds of a closed loop, an open loop or both. Confined to one thread. */
final class BenchRun {

    private final BenchConfig config;
    private final Workload workload;
    private final Meter meter;
    private final Console console;
    private final JsonFactory json = new JsonFactory();
    private final List<PhaseReport> reports = new ArrayList<>();
    private int phases;

    BenchRun(BenchConfig config, Workload workload, Meter meter, Console console) {
        this.config = config;
        this.workload = workload;
        this.meter = meter;
        this.console = console;
    }

    Report run(InstantSource clock) throws InterruptedException {
        var startedAt = clock.instant();
        for (int round = 1; round <= config.rounds(); round++) {
            double saturation = 0;
            if (config.closed().isPresent()) {
                saturation = closed(config.closed().get(), round);
            }
            if (config.open().isPresent()) {
                open(config.open().get(), round, saturation);
            }
        }
        return Report.of(startedAt, config.describe(), MachineFacts.read(), reports);
    }

    private double closed(BenchConfig.Closed loop, int round) throws InterruptedException {
        warmUp(loop.warmupJobs(), loop.outstanding(), round);
        Step step = new Step("closed " + round, new Pacing.AtOnce(), loop.jobs());
        PhaseReport report = measure(step, loop.outstanding(), PhaseReport.Kind.CLOSED, round, 0);
        return report.jobsPerSecond();
    }

    private void open(BenchConfig.Open loop, int round, double saturation)
            throws InterruptedException {
        double rate = loop.rate().perSecond(saturation);
        if (!(rate > 0)) {
            console.say("open " + round + ": left out, as the closed loop got no job done");
            return;
        }
        warmUp(loop.warmupJobs(), loop.connections(), round);
        Arrivals arrivals =
                Arrivals.of(loop.arrivals(), rate, loop.duration(), config.inputs().seed() + round);
        Step step = new Step("open " + round, new Pacing.Scheduled(arrivals), arrivals.count());
        measure(step, loop.connections(), PhaseReport.Kind.OPEN, round, rate);
    }

    private void warmUp(int jobs, int clients, int round) throws InterruptedException {
        if (jobs > 0) {
            Step step = new Step("warm-up " + round, new Pacing.AtOnce(), jobs);
            load(step, clients, new Samples(workload, 0));
        }
    }

    private PhaseReport measure(
            Step step, int clients, PhaseReport.Kind kind, int round, double offered)
            throws InterruptedException {
        Samples samples = new Samples(workload, config.inputs().checkEvery());
        Meter.Reading before = meter.read();
        PhaseResult result = load(step, clients, samples);
        Usage usage = meter.between(before, meter.read());
        Tally tally = result.tally(samples.faults());
        PhaseReport report =
                new PhaseReport(
                        kind,
                        round,
                        offered,
                        result.seconds(),
                        tally.right() / result.seconds(),
                        result.latency(),
                        result.sendLag(),
                        samples.count(),
                        tally,
                        Cost.of(usage, tally.right()));
        reports.add(report);
        return report;
    }

    private PhaseResult load(Step step, int clients, Samples samples) throws InterruptedException {
        ContentPlan plan =
                new ContentPlan(config.inputs().seed(), phases++, config.inputs().duplicates());
        List<JobClient> connections =
                Stream.generate(() -> client(plan, samples))
                        .limit(Math.min(clients, step.jobs))
                        .toList();
        return new LoadRun(step.pacing, step.jobs, connections)
                .run(now -> console.progress(step.name, now));
    }

    private JobClient client(ContentPlan plan, Samples samples) {
        return new JobClient(
                config.target(), config.mode(), workload, plan, samples, new AnswerReader(json));
    }

    /** What one phase sends. */
    private record Step(String name, Pacing pacing, int jobs) {}
}
