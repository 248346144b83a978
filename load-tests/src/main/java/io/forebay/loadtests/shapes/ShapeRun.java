package io.forebay.loadtests.shapes;

import com.fasterxml.jackson.core.JsonFactory;
import io.forebay.loadtests.answer.AnswerReader;
import io.forebay.loadtests.job.JobClient;
import io.forebay.loadtests.job.Mode;
import io.forebay.loadtests.job.Samples;
import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.phase.LoadRun;
import io.forebay.loadtests.phase.Pacing;
import io.forebay.loadtests.phase.PhaseResult;
import io.forebay.loadtests.workload.ContentPlan;
import io.forebay.loadtests.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Runs shapes, the parts of each at once. Confined to one thread.
 *
 * <p>No two parts share inputs.
 */
final class ShapeRun {

    private static final double ONE_INPUT = 1;

    private final List<Target> tenants;
    private final Workload workload;
    private final long seed;
    private final int connections;
    private final JsonFactory json = new JsonFactory();
    private int parts;

    /**
     * @param tenants by their numbers
     * @param seed of inputs
     * @param connections of each part; jobs beyond them wait, which their latency shows
     */
    ShapeRun(List<Target> tenants, Workload workload, long seed, int connections) {
        this.tenants = List.copyOf(tenants);
        this.workload = workload;
        this.seed = seed;
        this.connections = connections;
    }

    /**
     * Jobs a second in a closed loop.
     *
     * @throws IllegalStateException when not all of them end right
     */
    double sustainable(int jobs) throws InterruptedException {
        PhaseResult result =
                new LoadRun(
                                new Pacing.AtOnce(),
                                jobs,
                                clients(tenants.getFirst(), 0, Math.min(connections, jobs)))
                        .run(_ -> {});
        int right = result.tally(Map.of()).right();
        if (right < jobs) {
            throw new IllegalStateException(
                    "%d of %d jobs of the model %s ended right: is there a worker that serves it?"
                            .formatted(right, jobs, workload.model()));
        }
        return jobs / result.seconds();
    }

    /** Runs a shape; returns when its last job has ended. */
    ShapeResult run(Shape shape, Duration length) throws InterruptedException {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<ShapeResult.PartResult>> running = new ArrayList<>();
            for (Part part : shape.parts()) {
                Target target = tenants.get(part.tenant()).with("Forebay-Lane", part.lane());
                Seconds seconds = new Seconds((int) length.toSeconds());
                LoadRun run =
                        new LoadRun(
                                new Pacing.Scheduled(part.arrivals()),
                                part.arrivals().count(),
                                clients(
                                        target,
                                        part.hot() ? ONE_INPUT : 0,
                                        Math.min(connections, part.arrivals().count())),
                                seconds);
                running.add(
                        threads.submit(() -> ShapeResult.part(part, seconds, run.run(_ -> {}))));
            }
            List<ShapeResult.PartResult> results = new ArrayList<>();
            for (Future<ShapeResult.PartResult> one : running) {
                results.add(one.get());
            }
            return ShapeResult.of(shape, results);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of " + shape.name() + " failed", e);
        }
    }

    private List<JobClient> clients(Target target, double duplicates, int count) {
        ContentPlan plan = new ContentPlan(seed, parts++, duplicates);
        Samples samples = new Samples(workload, 0);
        return Stream.generate(() ->
                        new JobClient(
                                target, Mode.WAIT, workload, plan, samples, new AnswerReader(json)))
                .limit(count)
                .toList();
    }
}
