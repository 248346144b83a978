package io.forebay.loadtests.soak;

import io.forebay.loadtests.cluster.Cluster;
import io.forebay.loadtests.history.History;
import io.forebay.loadtests.soak.sample.Sampler;
import io.forebay.loadtests.soak.sample.Samples;
import io.forebay.loadtests.soak.slope.Measure;
import io.forebay.loadtests.torture.Killers;
import io.forebay.loadtests.torture.client.Clients;
import io.forebay.loadtests.torture.client.OfferPlan;
import io.forebay.loadtests.torture.client.Receivers;
import io.forebay.loadtests.torture.fault.FaultPlan;
import io.forebay.loadtests.torture.fault.PlannedFault;
import io.forebay.loadtests.torture.fault.Tormentor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The load of a soak, with its faults and samples. */
record Load(
        SoakConfig config,
        Cluster cluster,
        OfferPlan plan,
        Clients clients,
        Receivers receivers,
        History history,
        Consumer<String> say) {

    private static final long STEP_MILLIS = 10;
    private static final long TELL_MILLIS = 10_000;

    /**
     * Offers jobs in their time, and has all faults begin in theirs.
     *
     * @param first the number of the first job
     * @return faults that were inflicted
     */
    int run(double rate, Upkeep upkeep, Pace pace, Samples samples, int first)
            throws InterruptedException {
        Deque<PlannedFault> faults =
                new ArrayDeque<>(
                        FaultPlan.rotating(
                                        config.seed(),
                                        config.faults(),
                                        config.length(),
                                        config.every())
                                .faults());
        long began = history.now();
        pace.begin(first, began, rate);
        Killers killers = new Killers(plan, clients, Soak.KILLERS);
        try (Tormentor tormentor = new Tormentor(cluster, receivers, history, killers);
                Sampler sampler =
                        new Sampler(
                                cluster,
                                config.directory(),
                                name -> tormentor.suffering().contains(name),
                                samples,
                                () -> history.now() - began,
                                config.rhythm(),
                                () ->
                                        pace.sample(
                                                history.now() - began,
                                                clients.open(),
                                                upkeep.kept(),
                                                samples))) {
            long told = began;
            int offered = 0;
            for (long passed = 0;
                    passed < config.length().toMillis();
                    passed = history.now() - began) {
                while (!faults.isEmpty() && faults.getFirst().atMillis() <= passed) {
                    tormentor.inflict(faults.removeFirst());
                }
                // What finds no room is offered as soon as there is some; its time counts from now.
                for (long due = (long) (passed * rate / 1_000) + 1;
                        offered < due && !clients.isFull();
                        offered++) {
                    clients.offer(plan.offer(first + offered));
                }
                upkeep.run();
                sampler.rethrow();
                if (history.now() - told >= TELL_MILLIS) {
                    told = history.now();
                    tell(passed, upkeep, samples, tormentor);
                }
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
            }
            say.accept("all are offered; the last faults end ...");
            tormentor.finish();
            return tormentor.inflicted();
        }
    }

    private void tell(long passed, Upkeep upkeep, Samples samples, Tormentor tormentor) {
        say.accept(
                String.format(
                        Locale.ROOT,
                        "%5d of %d s  offered %,d  open %,d  ended %,d  p99 %.0f ms  judged %,d (%,d kept%s)  faults %d%s",
                        passed / 1_000,
                        config.length().toSeconds(),
                        clients.offered(),
                        clients.open(),
                        clients.ended(),
                        samples.latest(Measure.P99).orElse(0.0),
                        upkeep.judged(),
                        upkeep.kept(),
                        upkeep.broken() == 0 ? "" : ", " + upkeep.broken() + " PROMISES BROKEN",
                        tormentor.inflicted(),
                        tormentor.suffering().isEmpty() ? "" : "  now " + tormentor.suffering()));
    }
}
