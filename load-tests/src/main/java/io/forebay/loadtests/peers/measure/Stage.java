package io.forebay.loadtests.peers.measure;

import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.machine.MachineClock;
import io.forebay.loadtests.machine.Meter;
import io.forebay.loadtests.machine.Usage;
import io.forebay.loadtests.peers.plan.Plan;
import io.forebay.loadtests.peers.plan.Scenario;
import io.forebay.loadtests.peers.plan.Step;
import io.forebay.loadtests.peers.system.RunningContestant;
import io.forebay.loadtests.phase.PhaseResult;
import io.forebay.loadtests.phase.Tally;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One visit: what is measured of one running system. Confined to one thread. */
final class Stage {

    private static final Duration JOB_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration TELLING_TIMEOUT = Duration.ofMinutes(2);
    private static final double HALF = 0.5;
    private static final double NANOS = 1e9;

    private final Plan.Visit visit;
    private final Target target;
    private final Meter meter;
    private final long seed;
    private final Phases phases = new Phases();
    private final Amounts amounts;
    private final Map<String, Double> saturation = new HashMap<>();

    /** What a step showed, besides what it cost. */
    private record Seen(
            double offered,
            double seconds,
            double p50Ms,
            double p99Ms,
            int untold,
            Load.Outcome outcome) {

        static Seen of(double offered, Load.Outcome outcome) {
            PhaseResult result = outcome.result();
            return new Seen(
                    offered,
                    result.seconds(),
                    result.latency().p50Ms(),
                    result.latency().p99Ms(),
                    0,
                    outcome);
        }
    }

    /**
     * @param seed of inputs and arrivals, the same for all systems of a round
     */
    Stage(Plan.Visit visit, RunningContestant running, long seed, Amounts amounts) {
        this.visit = visit;
        this.target = new Target(running.url(), running.apiKey(), JOB_TIMEOUT);
        this.meter = Meter.of(running.processes());
        this.seed = seed;
        this.amounts = amounts;
    }

    /** Jobs that do not count. */
    void warmUp(String model) throws InterruptedException {
        load(model, "warm-up " + model).closed(amounts.warmupJobs(), 0);
    }

    /** One run of a step. */
    Figures measure(Step step) throws InterruptedException {
        Meter.Reading before = meter.read();
        MachineClock machineBefore = MachineClock.read();
        long start = System.nanoTime();
        Seen seen = run(step);
        double wall = (System.nanoTime() - start) / NANOS;
        MachineClock machineAfter = MachineClock.read();
        Usage usage = meter.between(before, meter.read());
        Tally tally = seen.outcome.result().tally(seen.outcome.samples().faults());
        double thousands = Math.max(1, tally.right()) / 1000.0;
        double perSecond = tally.right() / seen.seconds;
        return new Figures(
                visit.round(),
                visit.contestant(),
                step,
                seen.offered,
                seen.seconds,
                perSecond,
                seen.p50Ms,
                seen.p99Ms,
                usage.instanceCpuSeconds() / thousands,
                usage.generatorCpuSeconds() / thousands,
                usage.instancePeakRssBytes(),
                tally,
                seen.untold,
                machineAfter.foreignShareSince(
                        machineBefore,
                        usage.instanceCpuSeconds() + usage.generatorCpuSeconds(),
                        wall),
                1,
                false);
    }

    /** The figures that count of all runs of a step: later ones may offer a share of them. */
    void keep(Figures figures) {
        if (figures.step().scenario() == Scenario.SATURATION) {
            saturation.put(figures.step().model(), figures.jobsPerSecond());
        }
    }

    private Seen run(Step step) throws InterruptedException {
        Load load = load(step.model(), step.toString());
        return switch (step.scenario()) {
            case SATURATION -> Seen.of(0, load.closed(amounts.jobs(), 0));
            case DUPLICATES -> Seen.of(0, load.closed(amounts.jobs(), HALF));
            case BURST -> Seen.of(0, load.burst(amounts.burstJobs()));
            case LATENCY_30, LATENCY_60 -> {
                double whole = Math.max(1, saturation.getOrDefault(step.model(), 1.0));
                double rate = step.scenario().share() * whole;
                yield Seen.of(rate, load.open(rate, amounts.openLoop(rate)));
            }
            case WEBHOOKS -> webhooks(load);
        };
    }

    private Seen webhooks(Load load) throws InterruptedException {
        try (Receiver receiver = new Receiver()) {
            long start = System.nanoTime();
            Load.Outcome outcome = load.tellingTo(receiver.url()).closed(amounts.webhookJobs(), 0);
            int right = outcome.result().tally(Map.of()).right();
            receiver.await(right, TELLING_TIMEOUT);
            return new Seen(
                    0,
                    (System.nanoTime() - start) / NANOS,
                    receiver.delayMs(0.5),
                    receiver.delayMs(0.99),
                    Math.max(0, right - receiver.told()),
                    outcome);
        }
    }

    private Load load(String model, String what) {
        return new Load(target, model, seed, phases.next(what));
    }
}
