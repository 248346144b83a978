package io.forebay.loadtests.torture;

import io.forebay.loadtests.check.Checkers;
import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.cluster.Cluster;
import io.forebay.loadtests.cluster.ClusterConfig;
import io.forebay.loadtests.cluster.Tuning;
import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.History;
import io.forebay.loadtests.model.TortureModels;
import io.forebay.loadtests.torture.client.Clients;
import io.forebay.loadtests.torture.client.OfferPlan;
import io.forebay.loadtests.torture.client.Receivers;
import io.forebay.loadtests.torture.fault.FaultPlan;
import io.forebay.loadtests.torture.fault.PlannedFault;
import io.forebay.loadtests.torture.fault.Tormentor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One campaign: load and faults, then healing, draining, and judging. Confined to one thread.
 *
 * @param say takes a line of progress
 */
public record Campaign(TortureConfig config, Consumer<String> say) {

    private static final int RECEIVERS = 4;
    private static final int PARTITIONS = 4;
    private static final Duration KEPT = Duration.ofHours(3);
    private static final long STEP_MILLIS = 10;
    private static final long TELL_MILLIS = 2_000;
    private static final long TELL_OF_ENDS_MILLIS = 10_000;
    private static final List<String> TENANTS = List.of("amber", "birch");

    /** Runs it, and leaves {@code history.jsonl} in the directory. */
    public CampaignResult run() throws InterruptedException {
        Path models = config.directory().resolve("models");
        try {
            Files.createDirectories(models);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + models, e);
        }
        TortureModels.write(models, KEPT);
        say.accept("seed %d: starting ...".formatted(config.seed()));
        ClusterConfig shape =
                new ClusterConfig(
                        config.directory(),
                        config.classPaths(),
                        models,
                        config.counts(),
                        TENANTS,
                        PARTITIONS,
                        Tuning.NONE);
        try (Cluster cluster = Cluster.start(shape, config.start());
                History history = History.in(config.directory().resolve("history.jsonl"))) {
            return run(cluster, history);
        }
    }

    private CampaignResult run(Cluster cluster, History history) throws InterruptedException {
        long load;
        boolean quiet;
        int inflicted;
        try (Receivers receivers = new Receivers(history, RECEIVERS)) {
            OfferPlan plan =
                    new OfferPlan(
                            config.seed(),
                            cluster.tenants(),
                            receivers.urls(),
                            InstantSource.system());
            try (Clients clients = new Clients(cluster, plan, receivers, history)) {
                inflicted = load(cluster, plan, clients, receivers, history);
                load = history.now();
                say.accept("healing ...");
                cluster.heal(config.start());
                say.accept("draining ...");
                quiet = drain(clients);
                say.accept(
                        "%d accepted, %d ended%s"
                                .formatted(
                                        clients.accepted(),
                                        clients.ended(),
                                        quiet ? "" : ", NOT ALL ARE TOLD TO EVERYBODY"));
            }
        }
        new Log(cluster.bootstrapServers(), history).read();
        List<Event> events = history.events();
        List<Verdict> verdicts = Checkers.check(events, config.reexecution());
        return new CampaignResult(config, inflicted, Duration.ofMillis(load), events, verdicts);
    }

    /** What was accepted ends, and everybody is told; that may take minutes. */
    private boolean drain(Clients clients) throws InterruptedException {
        Thread teller = Thread.ofVirtual().start(() -> tellOfEnds(clients));
        try {
            return clients.drain(config.drain());
        } finally {
            teller.interrupt();
            teller.join();
        }
    }

    private void tellOfEnds(Clients clients) {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(TELL_OF_ENDS_MILLIS);
                say.accept(
                        String.format(
                                Locale.ROOT,
                                "  ended %,d of %,d",
                                clients.ended(),
                                clients.accepted()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Offers all jobs in their time; all faults begin in theirs, also when offers have to wait. */
    private int load(
            Cluster cluster, OfferPlan plan, Clients clients, Receivers receivers, History history)
            throws InterruptedException {
        List<PlannedFault> faults =
                FaultPlan.of(config.seed(), config.faults(), config.storm(), config.every())
                        .faults();
        Killers killers = new Killers(plan, clients, config.jobs());
        try (Tormentor tormentor = new Tormentor(cluster, receivers, history, killers)) {
            long began = history.now();
            Thread storm =
                    Thread.ofVirtual().start(() -> inflict(faults, tormentor, history, began));
            try {
                offer(plan, clients, history, tormentor, storm);
            } finally {
                storm.interrupt();
                storm.join();
            }
            say.accept("all are offered; the last faults end ...");
            tormentor.finish();
            return tormentor.inflicted();
        }
    }

    /** Until all are offered and the storm is over. */
    private void offer(
            OfferPlan plan, Clients clients, History history, Tormentor tormentor, Thread storm)
            throws InterruptedException {
        long began = history.now();
        long told = began;
        int offered = 0;
        while (offered < config.jobs() || storm.isAlive()) {
            long passed = history.now() - began;
            for (long due = (long) (passed * config.rate() / 1_000) + 1;
                    offered < Math.min(due, config.jobs());
                    offered++) {
                clients.offer(plan.offer(offered));
            }
            if (history.now() - told >= TELL_MILLIS) {
                told = history.now();
                tell(clients, tormentor, told - began);
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
    }

    private static void inflict(
            List<PlannedFault> faults, Tormentor tormentor, History history, long began) {
        try {
            for (PlannedFault fault : faults) {
                TimeUnit.MILLISECONDS.sleep(Math.max(0, began + fault.atMillis() - history.now()));
                tormentor.inflict(fault);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Clients clients, Tormentor tormentor, long passed) {
        say.accept(
                String.format(
                        Locale.ROOT,
                        "%4d s  offered %,d  accepted %,d  ended %,d  faults %d%s",
                        passed / 1_000,
                        clients.offered(),
                        clients.accepted(),
                        clients.ended(),
                        tormentor.inflicted(),
                        tormentor.suffering().isEmpty() ? "" : "  now " + tormentor.suffering()));
    }
}
