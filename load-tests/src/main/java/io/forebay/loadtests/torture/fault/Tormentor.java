package io.forebay.loadtests.torture.fault;

import io.forebay.loadtests.cluster.Cluster;
import io.forebay.loadtests.cluster.Daemon;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.history.History;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.Value;
import io.forebay.loadtests.history.What;
import io.forebay.loadtests.torture.client.Receivers;
import io.forebay.loadtests.torture.client.Receivers.Mood;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries a plan out, and starts anew what ends otherwise, as an orchestrator would. A process
 * suffers one fault at a time. The public methods are one thread's.
 */
public final class Tormentor implements AutoCloseable {

    private static final long LOOK_MILLIS = 250;
    private static final long GUST_MILLIS = 1_500;

    private final Cluster cluster;
    private final Receivers receivers;
    private final History history;
    private final Runnable poison;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> suffering = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inflicted = new AtomicInteger();
    private volatile boolean ended;

    /**
     * @param poison offers an input that kills whatever runs it
     */
    public Tormentor(Cluster cluster, Receivers receivers, History history, Runnable poison) {
        this.cluster = cluster;
        this.receivers = receivers;
        this.history = history;
        this.poison = poison;
        start(this::watchOver);
    }

    /** Begins a fault; it ends by itself. */
    public void inflict(PlannedFault fault) {
        start(() -> {
            List<String> targets = targets(fault);
            synchronized (suffering) {
                if (targets.stream().anyMatch(suffering::contains)) {
                    return;
                }
                suffering.addAll(targets);
            }
            inflicted.incrementAndGet();
            note(fault, Kind.INVOKE, targets.toString());
            try {
                harm(fault);
                note(fault, Kind.OK, targets.toString());
            } catch (IOException e) {
                note(fault, Kind.FAIL, e.toString());
            } finally {
                suffering.removeAll(targets);
            }
        });
    }

    /** Faults so far. */
    public int inflicted() {
        return inflicted.get();
    }

    /** What suffers now. */
    public Set<String> suffering() {
        return Set.copyOf(suffering);
    }

    /** Waits until every fault has ended, and watches no more. */
    public void finish() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
        for (int receiver = 0; receiver < receivers.count(); receiver++) {
            receivers.mood(receiver, Mood.GOOD);
        }
    }

    /** Breaks off what has not ended. */
    @Override
    public void close() {
        ended = true;
        threads.forEach(Thread::interrupt);
    }

    private List<String> targets(PlannedFault fault) {
        return switch (fault.kind().harm()) {
            case Harm.Kill(Role role) -> List.of(one(role, fault).name());
            case Harm.Pause(Role role) -> List.of(one(role, fault).name());
            case Harm.Restart(Role role) -> List.of(one(role, fault).name());
            case Harm.Exchange(Role role) -> List.of(one(role, fault).name());
            case Harm.Storm(Role role) -> cluster.daemons(role).stream().map(Daemon::name).toList();
            case Harm.Flush _ -> List.of(one(Role.REDIS, fault).name());
            case Harm.Poison _ -> List.of("poison-" + fault.number());
            case Harm.Sulk _ -> List.of("receiver-" + receiver(fault));
        };
    }

    private void harm(PlannedFault fault) throws IOException, InterruptedException {
        switch (fault.kind().harm()) {
            case Harm.Kill(Role role) -> {
                Daemon victim = one(role, fault);
                victim.kill();
                TimeUnit.MILLISECONDS.sleep(fault.millis());
                victim.start();
            }
            case Harm.Pause(Role role) -> {
                Daemon victim = one(role, fault);
                victim.pause();
                TimeUnit.MILLISECONDS.sleep(fault.millis());
                victim.resume();
            }
            case Harm.Restart(Role role) -> {
                Daemon victim = one(role, fault);
                victim.stop();
                TimeUnit.MILLISECONDS.sleep(fault.millis());
                victim.start();
            }
            case Harm.Exchange(Role role) -> {
                Daemon victim = one(role, fault);
                victim.stop();
                victim.exchange();
                TimeUnit.MILLISECONDS.sleep(fault.millis());
                victim.start();
            }
            case Harm.Storm(Role role) -> storm(cluster.daemons(role), fault.millis());
            case Harm.Flush _ -> cluster.redis().ask("FLUSHALL");
            case Harm.Poison _ -> poison.run();
            case Harm.Sulk(Mood mood) -> {
                receivers.mood(receiver(fault), mood);
                TimeUnit.MILLISECONDS.sleep(fault.millis());
                receivers.mood(receiver(fault), Mood.GOOD);
            }
        }
    }

    /** From all to none and back, each time as they come. */
    private static void storm(List<Daemon> daemons, long millis) throws InterruptedException {
        for (long left = millis; left > 0; left -= 2 * GUST_MILLIS) {
            daemons.forEach(Daemon::kill);
            TimeUnit.MILLISECONDS.sleep(GUST_MILLIS);
            daemons.forEach(Daemon::start);
            TimeUnit.MILLISECONDS.sleep(GUST_MILLIS);
        }
    }

    private void watchOver() throws InterruptedException {
        while (!ended) {
            for (Daemon daemon : cluster.daemons()) {
                if (!suffering.contains(daemon.name()) && !daemon.isAlive()) {
                    history.add(
                            "orchestrator",
                            Kind.INFO,
                            What.FAULT,
                            "",
                            "",
                            "",
                            Value.detail(daemon.name() + " has ended by itself"));
                    daemon.start();
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private Daemon one(Role role, PlannedFault fault) {
        List<Daemon> all = cluster.daemons(role);
        return all.get(fault.target() % all.size());
    }

    private int receiver(PlannedFault fault) {
        return fault.target() % receivers.count();
    }

    private void note(PlannedFault fault, Kind kind, String words) {
        history.add(
                "fault-" + fault.number(),
                kind,
                What.FAULT,
                "",
                "",
                "",
                Value.detail(words).withId(fault.kind().title()));
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private void start(Task task) {
        threads.add(
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                task.run();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        }));
    }
}
