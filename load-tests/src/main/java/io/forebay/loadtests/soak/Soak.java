package io.forebay.loadtests.soak;

import io.forebay.loadtests.cluster.Cluster;
import io.forebay.loadtests.cluster.ClusterConfig;
import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.History;
import io.forebay.loadtests.history.What;
import io.forebay.loadtests.model.TortureModels;
import io.forebay.loadtests.soak.sample.Samples;
import io.forebay.loadtests.soak.slope.Series;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One soak: a cluster, a steady load with faults in turn, and samples of all that it holds; then
 * healing, draining, and judging. Confined to one thread.
 *
 * @param say takes a line of progress
 */
public record Soak(SoakConfig config, Consumer<String> say) {

    /** Jobs from this number on are those that kill. */
    static final int KILLERS = 1 << 30;

    private static final int RECEIVERS = 4;
    private static final int PARTITIONS = 4;
    private static final List<String> TENANTS = List.of("amber", "birch");
    private static final Windows.Limits LIMITS =
            new Windows.Limits(Duration.ofSeconds(60), Duration.ofMinutes(5), 400_000, 0);

    /** Runs it. */
    public SoakResult run() throws InterruptedException {
        Path models = config.directory().resolve("models");
        try {
            Files.createDirectories(models);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + models, e);
        }
        TortureModels.write(models, ShortLives.CACHED);
        say.accept("seed %d: starting ...".formatted(config.seed()));
        ClusterConfig shape =
                new ClusterConfig(
                        config.directory(),
                        config.classPaths(),
                        models,
                        config.counts(),
                        TENANTS,
                        PARTITIONS,
                        ShortLives.tuning());
        Pace pace = new Pace();
        Windows windows = new Windows(limits(), pace);
        List<Event> faults = new CopyOnWriteArrayList<>();
        Consumer<Event> taker =
                event -> {
                    if (event.what() == What.FAULT) {
                        faults.add(event);
                    } else {
                        windows.accept(event);
                    }
                };
        try (Cluster cluster = Cluster.start(shape, config.start());
                History history = History.to(taker)) {
            return run(cluster, history, windows, pace, faults);
        }
    }

    private Windows.Limits limits() {
        return new Windows.Limits(
                LIMITS.quiet(), LIMITS.patience(), LIMITS.names(), config.reexecution());
    }

    private SoakResult run(
            Cluster cluster, History history, Windows windows, Pace pace, List<Event> faults)
            throws InterruptedException {
        ShortLives.forgetSoon(cluster.bootstrapServers());
        Map<String, Object> figures = new LinkedHashMap<>();
        Samples samples = new Samples();
        long loadFrom;
        try (LogFollower log = LogFollower.start(cluster.bootstrapServers(), history);
                Trim _ = new Trim(cluster.bootstrapServers(), ShortLives.RECORDS);
                Receivers receivers = new Receivers(history, RECEIVERS)) {
            OfferPlan plan =
                    new OfferPlan(
                            config.seed(),
                            cluster.tenants(),
                            receivers.urls(),
                            InstantSource.system());
            try (Clients clients = new Clients(cluster, plan, receivers, history)) {
                Upkeep upkeep = new Upkeep(clients, windows, log, history::now);
                double most = saturation(plan, clients, upkeep, history);
                double rate = config.rate() > 0 ? config.rate() : config.share() * most;
                figures.put("sustainablePerSecond", Math.round(most));
                figures.put("offeredPerSecond", Math.round(rate));
                Load load = new Load(config, cluster, plan, clients, receivers, history, say);
                loadFrom = history.now();
                figures.put(
                        "faultsInflicted",
                        load.run(rate, upkeep, pace, samples, clients.offered()));
                say.accept("healing ...");
                cluster.heal(config.start());
                say.accept("draining ...");
                boolean quiet = clients.drain(config.drain());
                figures.put("accepted", clients.accepted());
                figures.put("ended", clients.ended());
                figures.put("drained", quiet);
            }
            log.rethrow();
        }
        windows.judgeAll();
        figures.put("keysBeyondTheirWindow", windows.offeredBeyond());
        figures.put("p50Millis", pace.percentile(50));
        figures.put("p99Millis", pace.percentile(99));
        List<Series> series = samples.series();
        return new SoakResult(
                config,
                figures,
                loadFrom,
                faults,
                series,
                series.stream().map(config.rule()::judge).toList(),
                windows.verdicts());
    }

    /** Jobs a second that can be sustained, or 0 when nobody wants to know. */
    private double saturation(OfferPlan plan, Clients clients, Upkeep upkeep, History history)
            throws InterruptedException {
        if (config.rate() > 0) {
            return 0;
        }
        say.accept("measuring what can be sustained, for " + config.measure() + " ...");
        double most = new Saturation(plan, clients, upkeep, history).measure(config.measure());
        say.accept("%.0f jobs/s can be sustained".formatted(most));
        return most;
    }
}
