package io.forebay.loadtests.soak;

import io.forebay.loadtests.soak.window.Windows;
import io.forebay.loadtests.torture.client.Clients;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What has to be done again and again so that a soak can go on for ever. Confined to one thread.
 */
final class Upkeep {

    private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(45);
    private static final long SETTLE_MILLIS = 1_000;
    private static final long JUDGE_MILLIS = 5_000;

    private final Clients clients;
    private final Windows windows;
    private final LogFollower log;
    private final LongSupplier clock;
    private long settleAt;
    private long judgeAt;

    Upkeep(Clients clients, Windows windows, LogFollower log, LongSupplier clock) {
        this.clients = clients;
        this.windows = windows;
        this.log = log;
        this.clock = clock;
    }

    /** Does what is due; called often. */
    void run() {
        long now = clock.getAsLong();
        if (now >= settleAt) {
            settleAt = now + SETTLE_MILLIS;
            clients.settle(READ_AGAIN_AFTER);
            log.rethrow();
        }
        if (now >= judgeAt) {
            judgeAt = now + JUDGE_MILLIS;
            windows.judge(now);
        }
    }

    long judged() {
        return windows.judged();
    }

    int kept() {
        return windows.open();
    }

    /** Promises that were broken so far. */
    long broken() {
        return windows.verdicts().stream().filter(one -> !one.kept()).count();
    }
}
