package io.forebay.loadtests.growth.measure;

import io.forebay.loadtests.cluster.Daemon;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.growth.site.Load;
import io.forebay.loadtests.growth.site.Loaded;
import io.forebay.loadtests.growth.site.OpenJobs;
import io.forebay.loadtests.growth.site.Served;
import io.forebay.loadtests.growth.site.Site;
import io.forebay.loadtests.growth.site.Watch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The dispatcher is killed and started: once with its state directory, once without.
 *
 * @param cached whether it holds results of jobs that have ended, and not open jobs
 */
record RestartMeasurement(boolean cached) implements Measurement {

    private static final int KEPT = 200;
    private static final long LOOK_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private record Start(double ready, double firstEnd) {}

    @Override
    public Findings measure(int size, Place place) throws InterruptedException {
        try (Site site = place.start(Served.NOOP, Served.PARKED)) {
            Load load = place.load(site);
            Findings findings = new Findings();
            if (cached) {
                Loaded ended =
                        load.closed(load.of(Served.NOOP), size, place.amounts().outstanding());
                findings.checked(ended.tally());
                restarts(findings, site, load, size);
                Loaded again = load.again(load.of(Served.NOOP), ended, Math.min(KEPT, size));
                int forgotten =
                        again.tally().right() - again.tally().cache().getOrDefault("hit", 0);
                if (forgotten > 0) {
                    findings.problem("a result was forgotten", forgotten);
                }
                return findings.checked(again.tally());
            }
            findings.checked(load.warmUp(load.of(Served.NOOP)).tally());
            OpenJobs open = OpenJobs.submit(load, load.of(Served.PARKED).getFirst(), size, 0, KEPT);
            // Goes the same way behind them: when it has ended, they are all in.
            findings.checked(load.warmUp(load.of(Served.NOOP)).tally());
            restarts(findings, site, load, size);
            return Steady.stillOpen(findings, open);
        }
    }

    private static void restarts(Findings findings, Site site, Load load, int size)
            throws InterruptedException {
        Start with = restart(findings, site, load, false);
        Start without = restart(findings, site, load, true);
        findings.figure("s to ready", with.ready)
                .figure("s to the first end", with.firstEnd)
                .cost("ms to the first end, a job", 1_000 * with.firstEnd / size)
                .figure("s to ready without state", without.ready)
                .figure("s to the first end without state", without.firstEnd)
                .cost("ms to the first end without state, a job", 1_000 * without.firstEnd / size);
    }

    private static Start restart(Findings findings, Site site, Load load, boolean forgetting)
            throws InterruptedException {
        Daemon dispatcher = site.daemon(Role.DISPATCHER);
        dispatcher.kill();
        if (forgetting) {
            Site.delete(site.dispatcherState());
        }
        Watch watch = Watch.begin(site);
        dispatcher.start();
        CompletableFuture<Double> ready =
                CompletableFuture.supplyAsync(() -> ready(dispatcher, watch));
        Loaded first = load.closed(load.of(Served.NOOP), 1, 1);
        double firstEnd = watch.seconds();
        findings.checked(first.tally()).measured(watch.spent());
        return new Start(ready.join(), firstEnd);
    }

    private static double ready(Daemon dispatcher, Watch watch) {
        try {
            while (!dispatcher.isReady()) {
                if (watch.seconds() > PATIENCE.toSeconds() || !dispatcher.isAlive()) {
                    throw new IllegalStateException(
                            "the dispatcher is not ready:\n" + dispatcher.logTail());
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            return watch.seconds();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
