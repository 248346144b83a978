package io.forebay.rehearsal;

import io.forebay.rehearsal.day.DayPlan;
import io.forebay.rehearsal.day.Jobs;
import io.forebay.rehearsal.day.Story;
import io.forebay.rehearsal.pipeline.Pipeline;
import io.forebay.rehearsal.pipeline.Workers;
import io.forebay.rehearsal.report.DayReport;
import io.forebay.rehearsal.report.Moment;
import io.forebay.simulation.emulator.Emulator;
import io.forebay.simulation.emulator.RealTriggers;
import io.forebay.simulation.emulator.ScaledObject;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * One day, pressed: a real broker, Redis, scaler and services, worker processes that an emulated
 * KEDA starts and stops by the ScaledObject that is shipped. Confined to one thread.
 */
final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Of this world: twelve seconds of the story at a speed of sixty. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final RehearsalConfig config;
    private final DayPlan plan;
    private final Story story;
    private final PrintWriter out;
    private final List<Moment> moments = new ArrayList<>();
    private int killed;

    Rehearsal(RehearsalConfig config, DayPlan plan, Story story, PrintWriter out) {
        this.config = config;
        this.plan = plan;
        this.story = story;
        this.out = out;
    }

    /**
     * @param searchPath where {@code redis-server} is looked for, as PATH
     * @throws IllegalStateException when something does not start
     */
    DayReport run(String searchPath) throws InterruptedException {
        try (Pipeline pipeline =
                        Pipeline.start(
                                config.directory(), config.models(), config.model(), searchPath);
                Jobs jobs =
                        new Jobs(
                                URI.create("http://127.0.0.1:" + pipeline.httpPort()),
                                pipeline.apiKey(),
                                config.model());
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", pipeline.bootstrapServers()))) {
            pipeline.awaitReady(PATIENCE);
            Workers workers = pipeline.workers(config.perRow());
            Figures figures =
                    new Figures(
                            config.most(),
                            config.service(),
                            coldStart(workers),
                            (double) config.waitSlo().toSeconds());
            out.printf(
                    "a worker takes %.0f s of the story for a job and %.0f s to be ready; the"
                            + " scaler remembers %d days%n",
                    figures.service(), figures.coldStart(), plan.before().size() / 1_440);
            try (StoryScaler scaler =
                    StoryScaler.start(
                            pipeline.bootstrapServers(), config.model(), story, plan.before())) {
                story.begin();
                day(workers, admin, scaler.grpcPort(), figures, jobs);
                out.printf("the day is over; asking for %d jobs%n", jobs.accepted());
                workers.order(Math.max(1, workers.ordered())); // whatever still waits
                List<Jobs.Job> ended = jobs.outcomes(PATIENCE);
                return DayReport.of(config, figures(figures), story, moments, ended, jobs, workers);
            }
        }
    }

    private Map<String, String> figures(Figures figures) {
        Map<String, String> all = new java.util.TreeMap<>();
        figures.metadata().values().forEach(all::putAll);
        return all;
    }

    /** Applies the model and is measured doing so; then there is none, as before a first job. */
    private double coldStart(Workers workers) throws InterruptedException {
        workers.order(1);
        await(() -> workers.count().ready() == 1);
        workers.order(0);
        await(() -> workers.count().draining() == 0);
        workers.order(1); // the second one finds the model applied, as those of the day will
        long begun = System.nanoTime();
        await(() -> workers.count().ready() == 1);
        double seconds = (System.nanoTime() - begun) / 1e9;
        workers.order(0);
        await(() -> workers.count().draining() == 0);
        return seconds * story.speed();
    }

    private void day(Workers workers, Admin admin, int scalerPort, Figures figures, Jobs jobs)
            throws InterruptedException {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", scalerPort).usePlaintext().build();
        ScaledObject object =
                ScaledObject.read(config.scaledObject()).with(figures.most(), figures.metadata());
        WatchedTriggers triggers = new WatchedTriggers(new RealTriggers(admin, channel, story));
        Emulator emulator = new Emulator(object, triggers);
        double last = config.from().toSeconds();
        double hour = last;
        while (last < config.until().toSeconds()) {
            double now = Math.min(story.seconds(), (double) config.until().toSeconds());
            double due = plan.due(last, now);
            for (int job = 0; job < due; job++) {
                jobs.submit();
            }
            workers.order(emulator.replicas(now, workers.ordered()));
            maybeKill(now, workers);
            Workers.Count count = workers.count();
            moments.add(
                    new Moment(
                            now,
                            now - last,
                            due,
                            triggers.lag(),
                            triggers.forecast(),
                            triggers.scheduled(),
                            count));
            last = now;
            if (now - hour >= 3_600) {
                hour = now;
                out.printf(
                        "%s  %5d jobs, %4.0f waiting, %d workers ordered, %d ready%n",
                        DayReport.time(now),
                        jobs.accepted(),
                        triggers.lag(),
                        count.ordered(),
                        count.ready());
            }
            Thread.sleep(LOOK);
        }
        channel.shutdownNow();
    }

    private void maybeKill(double now, Workers workers) {
        double length = config.until().minus(config.from()).toSeconds();
        double share = (now - config.from().toSeconds()) / length;
        if (killed < config.kills() && share > (killed + 1.0) / (config.kills() + 1)) {
            if (workers.count().ready() > 0 && workers.killOne()) {
                killed++;
                out.printf("%s  a worker is taken away without a word%n", DayReport.time(now));
            }
        }
    }

    private void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(until)) {
                throw new IllegalStateException(
                        "a worker did not start or end within %s; its log is in %s"
                                .formatted(PATIENCE, config.directory()));
            }
            Thread.sleep(100);
        }
    }
}
