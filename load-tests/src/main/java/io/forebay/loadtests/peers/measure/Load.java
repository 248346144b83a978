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
 * One run of a model's jobs, by one program for all systems: the benchmark's own generator and its
 * judgement of answers. Confined to one thread.
 *
 * @param seed of inputs and arrivals, the same for all systems
 * @param phase its number: no input of another phase comes again
 */
record Load(Target target, String model, long seed, int phase) {

    /** Jobs in the air in a closed loop, and the most in an open one. */
    private static final int OUTSTANDING = 256;

    /** Clients that post a burst. */
    private static final int POSTERS = 64;

    /** Every so many answers of conv are computed anew. */
    private static final int CHECK_EVERY = 50;

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * What came of a load.
     *
     * @param samples answers that are to be computed anew
     */
    record Outcome(PhaseResult result, Samples samples) {}

    /** The same, with jobs whose ends are to be told there. */
    Load tellingTo(String url) {
        return new Load(target.with("Forebay-Callback", url), model, seed, phase);
    }

    /**
     * A closed loop.
     *
     * @param duplicates the share of jobs that repeat an earlier input
     */
    Outcome closed(int jobs, double duplicates) throws InterruptedException {
        return run(new Pacing.AtOnce(), jobs, duplicates);
    }

    /** An open loop with Poisson arrivals. */
    Outcome open(double rate, Duration duration) throws InterruptedException {
        Arrivals arrivals = Arrivals.of(Arrivals.Gaps.POISSON, rate, duration, seed + phase);
        return run(new Pacing.Scheduled(arrivals), arrivals.count(), 0);
    }

    /** All jobs at once, then their ends. */
    Outcome burst(int jobs) throws InterruptedException {
        Clients clients = clients(Mode.POLL, 0);
        return new Outcome(
                new BurstRun(jobs, clients.make(Math.min(POSTERS, jobs))).run(), clients.samples);
    }

    private Outcome run(Pacing pacing, int jobs, double duplicates) throws InterruptedException {
        Clients clients = clients(Mode.WAIT, duplicates);
        LoadRun run = new LoadRun(pacing, jobs, clients.make(Math.min(OUTSTANDING, jobs)));
        return new Outcome(run.run(_ -> {}), clients.samples);
    }

    private Clients clients(Mode mode, double duplicates) {
        Workload workload = Workloads.of(model, MissingNode.getInstance());
        return new Clients(
                target,
                mode,
                workload,
                new ContentPlan(seed, phase, duplicates),
                new Samples(workload, CHECK_EVERY));
    }

    private record Clients(
            Target target, Mode mode, Workload workload, ContentPlan plan, Samples samples) {

        List<JobClient> make(int count) {
            return Stream.generate(() ->
                            new JobClient(
                                    target, mode, workload, plan, samples, new AnswerReader(JSON)))
                    .limit(count)
                    .toList();
        }
    }
}
