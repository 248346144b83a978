package io.forebay.loadtests.shapes.outage;

import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.cluster.Cluster;
import io.forebay.loadtests.cluster.ClusterConfig;
import io.forebay.loadtests.cluster.Daemon;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.cluster.Tuning;
import io.forebay.loadtests.history.History;
import io.forebay.loadtests.model.TortureModels;
import io.forebay.loadtests.shapes.Burst;
import io.forebay.loadtests.shapes.Recovery;
import io.forebay.loadtests.shapes.Seconds;
import io.forebay.loadtests.soak.LogFollower;
import io.forebay.loadtests.soak.window.Windows;
import io.forebay.loadtests.torture.client.Clients;
import io.forebay.loadtests.torture.client.OfferPlan;
import io.forebay.loadtests.torture.client.Receivers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One outage: all workers end while jobs go on being offered, and are started again. Confined to
 * one thread.
 *
 * @param say takes a line of progress
 */
record OutageRun(OutageConfig config, Consumer<String> say) {

    private static final int RECEIVERS = 2;
    private static final int PARTITIONS = 4;
    private static final long STEP_MILLIS = 10;
    private static final long TELL_MILLIS = 10_000;
    private static final Duration KEPT = Duration.ofHours(3);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final int NAMES = 400_000;

    /**
     * What came of it.
     *
     * @param mostOpen jobs that were open at once
     */
    record Result(
            Seconds seconds,
            Burst burst,
            Recovery recovery,
            int accepted,
            int ended,
            int mostOpen,
            List<Verdict> verdicts) {

        Result {
            verdicts = List.copyOf(verdicts);
        }

        boolean kept() {
            return verdicts.stream().allMatch(Verdict::kept);
        }
    }

    Result run() throws InterruptedException {
        Path models = config.directory().resolve("models");
        try {
            Files.createDirectories(models);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + models, e);
        }
        TortureModels.write(models, KEPT);
        ClusterConfig shape =
                new ClusterConfig(
                        config.directory(),
                        config.classPaths(),
                        models,
                        Map.of(Role.WORKER, config.workers()),
                        List.of("amber"),
                        PARTITIONS,
                        Tuning.NONE);
        Seconds seconds = new Seconds((int) config.length().toSeconds());
        Ends ends = new Ends(seconds, config.rate());
        Windows windows =
                new Windows(
                        new Windows.Limits(QUIET, config.outage().plus(config.drain()), NAMES, 1),
                        _ -> {});
        say.accept("seed %d: starting ...".formatted(config.seed()));
        try (Cluster cluster = Cluster.start(shape, config.start());
                History history =
                        History.to(event -> {
                            ends.accept(event);
                            windows.accept(event);
                        });
                LogFollower log = LogFollower.start(cluster.bootstrapServers(), history);
                Receivers receivers = new Receivers(history, RECEIVERS)) {
            return run(cluster, history, receivers, log, ends, windows, seconds);
        }
    }

    private Result run(
            Cluster cluster,
            History history,
            Receivers receivers,
            LogFollower log,
            Ends ends,
            Windows windows,
            Seconds seconds)
            throws InterruptedException {
        OfferPlan plan =
                new OfferPlan(
                        config.seed(), cluster.tenants(), receivers.urls(), InstantSource.system());
        int accepted;
        int ended;
        int mostOpen;
        try (Clients clients = new Clients(cluster, plan, receivers, history)) {
            mostOpen = load(cluster, history, clients, plan, ends, windows);
            log.rethrow();
            say.accept("draining ...");
            clients.drain(config.drain());
            accepted = clients.accepted();
            ended = clients.ended();
        }
        windows.judgeAll();
        Burst burst =
                new Burst(
                        (int) config.before().toSeconds(),
                        (int) config.before().plus(config.outage()).toSeconds());
        return new Result(
                seconds,
                burst,
                Recovery.of(seconds, burst),
                accepted,
                ended,
                mostOpen,
                windows.verdicts());
    }

    /** Returns how many jobs were open at most. */
    private int load(
            Cluster cluster,
            History history,
            Clients clients,
            OfferPlan plan,
            Ends ends,
            Windows windows)
            throws InterruptedException {
        long began = history.now();
        ends.begin(began);
        long stopAt = config.before().toMillis();
        long startAt = stopAt + config.outage().toMillis();
        List<Daemon> workers = cluster.daemons(Role.WORKER);
        boolean stopped = false;
        boolean started = false;
        int offered = 0;
        int mostOpen = 0;
        long told = 0;
        for (long passed = 0; passed < config.length().toMillis(); passed = history.now() - began) {
            if (!stopped && passed >= stopAt) {
                stopped = true;
                say.accept("all workers end");
                workers.forEach(Daemon::kill);
            }
            if (!started && passed >= startAt) {
                started = true;
                say.accept("all workers are started");
                workers.forEach(Daemon::start);
            }
            for (long due = (long) (passed * config.rate() / 1_000) + 1;
                    offered < due && !clients.isFull();
                    offered++) {
                clients.offer(plan.offer(offered));
            }
            mostOpen = Math.max(mostOpen, clients.open());
            if (passed - told >= TELL_MILLIS) {
                told = passed;
                windows.judge(history.now());
                say.accept(
                        "%4d s  offered %,d  accepted %,d  waiting for an end %,d"
                                .formatted(
                                        passed / 1_000, offered, clients.accepted(), ends.open()));
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
        return mostOpen;
    }
}
