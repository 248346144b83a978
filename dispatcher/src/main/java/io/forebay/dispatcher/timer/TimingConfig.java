package io.forebay.dispatcher.timer;

import io.forebay.dispatcher.job.Waits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the dispatcher does what nobody asks it for.
 *
 * @param announceAfter an open job is published after this long; one that ends sooner is published
 *     once
 * @param startGrace from a job's start-by to its expiry: workers say with delay that they started
 * @param runGrace on top of each attempt's run timeout, before a silent job is given up
 * @param tick timers fire at most this often, and at most this late
 * @param timersPerTick timers that fire in one go, before records get their turn again
 * @param housekeeping how often landed flights and ended jobs past their time are removed
 * @param heldRetry how soon work is tried again for which there is no topic
 * @param payloadGrace from a job's expiry to the removal of what it has in the payload store:
 *     webhooks that have not come through yet read there
 */
public record TimingConfig(
        Duration announceAfter,
        Duration startGrace,
        Duration runGrace,
        Duration tick,
        Integer timersPerTick,
        Duration housekeeping,
        Duration heldRetry,
        Duration payloadGrace) {

    public static final TimingConfig DEFAULT =
            new TimingConfig(null, null, null, null, null, null, null, null);

    public TimingConfig(
            @Nullable Duration announceAfter,
            @Nullable Duration startGrace,
            @Nullable Duration runGrace,
            @Nullable Duration tick,
            @Nullable Integer timersPerTick,
            @Nullable Duration housekeeping,
            @Nullable Duration heldRetry,
            @Nullable Duration payloadGrace) {
        this.announceAfter = announceAfter == null ? Duration.ofMillis(200) : announceAfter;
        this.startGrace = startGrace == null ? Duration.ofSeconds(1) : startGrace;
        this.runGrace = runGrace == null ? Duration.ofSeconds(30) : runGrace;
        this.tick = positive("tick", tick == null ? Duration.ofMillis(50) : tick);
        this.timersPerTick = timersPerTick == null ? 10_000 : timersPerTick;
        this.housekeeping =
                positive(
                        "housekeeping",
                        housekeeping == null ? Duration.ofSeconds(10) : housekeeping);
        this.heldRetry =
                positive("held-retry", heldRetry == null ? Duration.ofMillis(500) : heldRetry);
        this.payloadGrace = payloadGrace == null ? Duration.ofDays(8) : payloadGrace;
        if (this.payloadGrace.isNegative()) {
            throw new IllegalArgumentException(
                    "payload-grace must be 0 or more, not " + this.payloadGrace);
        }
        if (this.timersPerTick < 1) {
            throw new IllegalArgumentException(
                    "timers-per-tick must be at least 1, not " + this.timersPerTick);
        }
    }

    public Waits waits() {
        return new Waits(announceAfter.toMillis(), startGrace.toMillis(), runGrace.toMillis());
    }

    private static Duration positive(String key, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(key + " must be at least 1ms, not " + value);
        }
        return value;
    }
}
