package io.forebay.loadtests.peers.measure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.forebay.loadtests.answer.AnswerReader;
import io.forebay.loadtests.job.JobClient;
import io.forebay.loadtests.job.Mode;
import io.forebay.loadtests.job.Samples;
import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.phase.Arrivals;
import io.forebay.loadtests.phase.BurstRun;
import io.forebay.loadtests.phase.LoadRun;
import io.forebay.loadtests.phase.Pacing;
import io.forebay.loadtests.phase.PhaseResult;
import io.forebay.loadtests.workload.ContentPlan;
import io.forebay.loadtests.workload.Workload;
import io.forebay.loadtests.workload.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The load, by one program for all systems: the benchmark's own generator and its judgement of
 * answers. Inputs never repeat within a run of the command but where they are to. Confined to one
 * thread.
 */
final class Load {

    /** Jobs in the air in a closed loop, and the most in an open one. */
    static final int OUTSTANDING = 256;

    /** Clients that post a burst. */
    private static final int POSTERS = 64;

    /** Every so many answers of conv are computed anew. */
    private static final int CHECK_EVERY = 50;

    private final JsonFactory json = new JsonFactory();
    private final long seed;
    private int phases;

    Load(long seed) {
        this.seed = seed;
    }

    /**
     * What came of a load.
     *
     * @param samples answers that are to be computed anew
     */
    record Outcome(PhaseResult result, Samples samples) {}

    /** A closed loop. */
    Outcome closed(Target target, String model, int jobs, double duplicates)
            throws InterruptedException {
        return run(target, model, new Pacing.AtOnce(), jobs, duplicates);
    }

    /** An open loop with Poisson arrivals. */
    Outcome open(Target target, String model, double rate, Duration duration)
            throws InterruptedException {
        Arrivals arrivals = Arrivals.of(Arrivals.Gaps.POISSON, rate, duration, seed + phases);
        return run(target, model, new Pacing.Scheduled(arrivals), arrivals.count(), 0);
    }

    /** All jobs at once, then their ends. */
    Outcome burst(Target target, String model, int jobs) throws InterruptedException {
        Clients clients = clients(target, model, Mode.POLL, 0);
        return new Outcome(
                new BurstRun(jobs, clients.make(Math.min(POSTERS, jobs))).run(), clients.samples);
    }

    private Outcome run(Target target, String model, Pacing pacing, int jobs, double duplicates)
            throws InterruptedException {
        Clients clients = clients(target, model, Mode.WAIT, duplicates);
        LoadRun run = new LoadRun(pacing, jobs, clients.make(Math.min(OUTSTANDING, jobs)));
        return new Outcome(run.run(_ -> {}), clients.samples);
    }

    private Clients clients(Target target, String model, Mode mode, double duplicates) {
        Workload workload = Workloads.of(model, MissingNode.getInstance());
        return new Clients(
                target,
                mode,
                workload,
                new ContentPlan(seed, phases++, duplicates),
                new Samples(workload, CHECK_EVERY),
                json);
    }

    private record Clients(
            Target target,
            Mode mode,
            Workload workload,
            ContentPlan plan,
            Samples samples,
            JsonFactory json) {

        List<JobClient> make(int count) {
            return Stream.generate(() ->
                            new JobClient(
                                    target, mode, workload, plan, samples, new AnswerReader(json)))
                    .limit(count)
                    .toList();
        }
    }
}
