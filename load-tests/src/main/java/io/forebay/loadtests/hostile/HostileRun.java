package io.forebay.loadtests.hostile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.forebay.loadtests.answer.AnswerReader;
import io.forebay.loadtests.hostile.HostileResult.Good;
import io.forebay.loadtests.job.JobClient;
import io.forebay.loadtests.job.Mode;
import io.forebay.loadtests.job.Samples;
import io.forebay.loadtests.machine.MachineFacts;
import io.forebay.loadtests.model.BenchModels;
import io.forebay.loadtests.phase.Arrivals;
import io.forebay.loadtests.phase.LoadRun;
import io.forebay.loadtests.phase.Pacing;
import io.forebay.loadtests.phase.PhaseResult;
import io.forebay.loadtests.workload.ContentPlan;
import io.forebay.loadtests.workload.Workload;
import io.forebay.loadtests.workload.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A good client at a steady rate, alone and then beside hostile ones. Confined to one thread.
 *
 * <p>Every hostile case is played once before anything is measured: what is compared is a server
 * that has seen the like of both, not how its code is compiled.
 */
public final class HostileRun {

    /** Jobs in the air in a closed loop, and the most in an open one. */
    private static final int OUTSTANDING = 256;

    private final HostileConfig config;
    private final Processes processes;
    private final Consumer<String> told;
    private final Workload workload = Workloads.of(BenchModels.NOOP, MissingNode.getInstance());
    private final long seed;
    private int phase;

    /**
     * @param processes that have to be the same at the end
     * @param told how far it is
     * @param seed of the good client's inputs, and of the order of the cases
     */
    public HostileRun(HostileConfig config, Processes processes, Consumer<String> told, long seed) {
        this.config = config;
        this.processes = processes;
        this.told = told;
        this.seed = seed;
    }

    public HostileResult run() throws InterruptedException {
        List<HostileCase> cases =
                Cases.of(new CaseFolder(config.cases()), new Prey(config.pictures()));
        Assailant assailant = new Assailant(config.hostile());
        Attack attack = new Attack(cases, assailant, config.clients(), config.pause());
        told.accept("warm-up: %d hostile cases once, and jobs".formatted(cases.size()));
        var _ = attack.play(() -> true, new Random(seed));
        double rate = rate();
        told.accept("good client alone at %.0f jobs/s".formatted(rate));
        Good alone = good(rate, config.alone());
        told.accept("and beside hostile clients");
        CompletableFuture<Good> beside = CompletableFuture.supplyAsync(() -> beside(rate));
        try (Slowpokes slowpokes = new Slowpokes(assailant, config.slow())) {
            int rounds = attack.play(beside::isDone, new Random(seed));
            return result(rate, alone, beside.join(), rounds, attack, slowpokes);
        }
    }

    /** Half of what a closed loop does, which is run twice, since the first is to warm up. */
    private double rate() throws InterruptedException {
        var _ = load(new Pacing.AtOnce(), config.warmUp());
        if (config.rate() > 0) {
            return config.rate();
        }
        PhaseResult closed = load(new Pacing.AtOnce(), config.warmUp());
        double rated = closed.tally(Map.of()).right() / closed.seconds();
        told.accept("rated: %.0f jobs/s in a closed loop of %d".formatted(rated, OUTSTANDING));
        return rated / 2;
    }

    private Good beside(double rate) {
        try {
            return good(rate, config.beside());
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private Good good(double rate, Duration duration) throws InterruptedException {
        Arrivals arrivals = Arrivals.of(Arrivals.Gaps.POISSON, rate, duration, seed + phase);
        PhaseResult result = load(new Pacing.Scheduled(arrivals), arrivals.count());
        return new Good(result.seconds(), result.latency(), result.tally(Map.of()));
    }

    private PhaseResult load(Pacing pacing, int jobs) throws InterruptedException {
        ContentPlan plan = new ContentPlan(seed, phase++, 0);
        Samples samples = new Samples(workload, 0);
        List<JobClient> clients =
                Stream.generate(() -> client(plan, samples))
                        .limit(Math.max(1, Math.min(OUTSTANDING, jobs)))
                        .toList();
        return new LoadRun(pacing, jobs, clients).run(_ -> {});
    }

    private JobClient client(ContentPlan plan, Samples samples) {
        return new JobClient(
                config.good(),
                Mode.WAIT,
                workload,
                plan,
                samples,
                new AnswerReader(new JsonFactory()));
    }

    private HostileResult result(
            double rate, Good alone, Good beside, int rounds, Attack attack, Slowpokes slowpokes) {
        return new HostileResult(
                MachineFacts.read(),
                rate,
                alone,
                beside,
                beside.latency().p99Ms() / alone.latency().p99Ms(),
                rounds,
                attack.tallies().families(),
                attack.tallies().faults(),
                attack.statuses(),
                slowpokes.opened(),
                slowpokes.refused(),
                processes.gone());
    }
}
