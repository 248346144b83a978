package io.forebay.loadtests.growth.site;

import com.fasterxml.jackson.core.JsonFactory;
import io.forebay.loadtests.answer.AnswerReader;
import io.forebay.loadtests.job.JobClient;
import io.forebay.loadtests.job.JobRunner;
import io.forebay.loadtests.job.Mode;
import io.forebay.loadtests.job.Samples;
import io.forebay.loadtests.phase.Arrivals;
import io.forebay.loadtests.phase.LoadRun;
import io.forebay.loadtests.phase.Pacing;
import io.forebay.loadtests.phase.PhaseResult;
import io.forebay.loadtests.workload.ContentPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives a site its jobs, no two phases with the same inputs. Confined to one thread.
 *
 * <p>Clients that wait for their jobs' ends; where there are more sources than clients, each client
 * has several by turns.
 */
public final class Load {

    private static final JsonFactory JSON = new JsonFactory();

    private final Site site;
    private final Amounts amounts;
    private final long seed;
    private final LoadRun.Observer observer;
    private int phases;

    /**
     * @param seed of inputs and arrivals
     */
    public Load(Site site, Amounts amounts, long seed) {
        this(site, amounts, seed, (_, _, _) -> {});
    }

    /**
     * @param seed of inputs and arrivals
     * @param observer told of every job; by several threads
     */
    public Load(Site site, Amounts amounts, long seed, LoadRun.Observer observer) {
        this.site = site;
        this.amounts = amounts;
        this.seed = seed;
        this.observer = observer;
    }

    public Amounts amounts() {
        return amounts;
    }

    /** Jobs of the operator's tenant. */
    public List<Source> of(Served model) {
        return List.of(new Source(site.target(), model.workload()));
    }

    /** Jobs that do not count, as many for every size. */
    public Loaded warmUp(List<Source> sources) throws InterruptedException {
        return closed(sources, amounts.warmupJobs(), amounts.outstanding());
    }

    /** The closed loop of every point. */
    public Loaded closed(List<Source> sources) throws InterruptedException {
        return closed(sources, amounts.jobs(), amounts.outstanding());
    }

    /** A closed loop of any size. */
    public Loaded closed(List<Source> sources, int jobs, int outstanding)
            throws InterruptedException {
        return run(sources, new Pacing.AtOnce(), jobs, outstanding, plan(0));
    }

    /** The first jobs of an earlier loop again, with the same inputs. */
    public Loaded again(List<Source> sources, Loaded earlier, int jobs)
            throws InterruptedException {
        return run(sources, new Pacing.AtOnce(), jobs, amounts.outstanding(), earlier.plan());
    }

    /** An open loop at the fixed rate, with Poisson arrivals. */
    public Loaded open(List<Source> sources) throws InterruptedException {
        Arrivals arrivals =
                Arrivals.of(Arrivals.Gaps.POISSON, amounts.rate(), amounts.length(), seed + phases);
        return run(
                sources,
                new Pacing.Scheduled(arrivals),
                arrivals.count(),
                amounts.outstanding(),
                plan(0));
    }

    /** The next phase's inputs. */
    ContentPlan plan(double duplicates) {
        return new ContentPlan(seed, phases++, duplicates);
    }

    static JobClient client(Source source, Mode mode, ContentPlan plan) {
        return new JobClient(
                source.target(),
                mode,
                source.workload(),
                plan,
                new Samples(source.workload(), 0),
                new AnswerReader(JSON));
    }

    private Loaded run(
            List<Source> sources, Pacing pacing, int jobs, int outstanding, ContentPlan plan)
            throws InterruptedException {
        int count = Math.min(outstanding, jobs);
        List<JobRunner> clients = new ArrayList<>();
        for (int client = 0; client < count; client++) {
            List<JobClient> own = new ArrayList<>();
            for (int number = client; number < Math.max(count, sources.size()); number += count) {
                own.add(client(sources.get(number % sources.size()), Mode.WAIT, plan));
            }
            clients.add(new ByTurns(own));
        }
        Watch watch = Watch.begin(site);
        PhaseResult result = new LoadRun(pacing, jobs, clients, observer).run(_ -> {});
        return new Loaded(
                plan, result.seconds(), result.latency(), result.tally(Map.of()), watch.spent());
    }
}
