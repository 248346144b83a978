package io.forebay.loadtests.torture.fault;

import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.torture.client.Receivers.Mood;

/** What can befall a cluster. */
public enum FaultKind {
    KILL_WORKER(FaultGroup.WORKERS, new Harm.Kill(Role.WORKER), 0, 4),
    STOP_WORKER(FaultGroup.WORKERS, new Harm.Pause(Role.WORKER), 8, 14),
    REBALANCE_STORM(FaultGroup.WORKERS, new Harm.Storm(Role.WORKER), 6, 12),
    KILL_DISPATCHER(FaultGroup.DISPATCHERS, new Harm.Kill(Role.DISPATCHER), 0, 4),
    STOP_DISPATCHER(FaultGroup.DISPATCHERS, new Harm.Pause(Role.DISPATCHER), 8, 14),
    KILL_RESULTS(FaultGroup.RESULTS, new Harm.Kill(Role.RESULTS), 0, 4),
    STOP_RESULTS(FaultGroup.RESULTS, new Harm.Pause(Role.RESULTS), 8, 14),
    KILL_INGEST(FaultGroup.INGEST, new Harm.Kill(Role.INGEST), 0, 4),
    STOP_INGEST(FaultGroup.INGEST, new Harm.Pause(Role.INGEST), 3, 8),
    KILL_BROKER(FaultGroup.BROKER, new Harm.Kill(Role.BROKER), 0, 3),
    PAUSE_BROKER(FaultGroup.BROKER, new Harm.Pause(Role.BROKER), 2, 8),
    RESTART_BROKER(FaultGroup.BROKER, new Harm.Restart(Role.BROKER), 0, 2),
    FLUSH_REDIS(FaultGroup.REDIS, new Harm.Flush(), 0, 1),
    KILL_REDIS(FaultGroup.REDIS, new Harm.Kill(Role.REDIS), 0, 5),
    PAUSE_REDIS(FaultGroup.REDIS, new Harm.Pause(Role.REDIS), 2, 8),
    RESTART_REDIS(FaultGroup.REDIS, new Harm.Restart(Role.REDIS), 0, 2),
    POISON_KILLER(FaultGroup.POISON, new Harm.Poison(), 0, 1),
    RECEIVER_DEAD(FaultGroup.RECEIVERS, new Harm.Sulk(Mood.DEAD), 3, 12),
    RECEIVER_SLOW(FaultGroup.RECEIVERS, new Harm.Sulk(Mood.SLOW), 3, 12),
    RECEIVER_FAILING(FaultGroup.RECEIVERS, new Harm.Sulk(Mood.FAILING), 3, 12),
    RECEIVER_REDIRECTING(FaultGroup.RECEIVERS, new Harm.Sulk(Mood.REDIRECTING), 3, 12),
    RECEIVER_TALKATIVE(FaultGroup.RECEIVERS, new Harm.Sulk(Mood.TALKATIVE), 3, 12),
    EXCHANGE_WORKER(FaultGroup.UPGRADES, new Harm.Exchange(Role.WORKER), 0, 1),
    EXCHANGE_DISPATCHER(FaultGroup.UPGRADES, new Harm.Exchange(Role.DISPATCHER), 0, 1),
    EXCHANGE_RESULTS(FaultGroup.UPGRADES, new Harm.Exchange(Role.RESULTS), 0, 1),
    EXCHANGE_INGEST(FaultGroup.UPGRADES, new Harm.Exchange(Role.INGEST), 0, 1);

    private final FaultGroup group;
    private final Harm harm;
    private final int leastSeconds;
    private final int mostSeconds;

    FaultKind(FaultGroup group, Harm harm, int leastSeconds, int mostSeconds) {
        this.group = group;
        this.harm = harm;
        this.leastSeconds = leastSeconds;
        this.mostSeconds = mostSeconds;
    }

    /** What it befalls. */
    public FaultGroup group() {
        return group;
    }

    /** What it does. */
    public Harm harm() {
        return harm;
    }

    /** How long it lasts, within its bounds. */
    long millis(double share) {
        return (long) (1_000 * (leastSeconds + share * (mostSeconds - leastSeconds)));
    }

    /** As reports call it. */
    public String title() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
