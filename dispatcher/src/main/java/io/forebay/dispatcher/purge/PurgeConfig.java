package io.forebay.dispatcher.purge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether submissions, work and completions go when their reader has committed them, instead of
 * with the retention of their topics.
 *
 * @param enabled without it, inputs stay for the 3 days of their topics when their jobs are
 *     deleted; off where somebody reads these topics for a purpose of their own, and would miss
 *     what is gone
 * @param after a record stays for so long at least, also when it was read at once: longer than a
 *     mirror of these topics may lag
 * @param interval between two rounds
 */
public record PurgeConfig(Boolean enabled, Duration after, Duration interval) {

    public static final PurgeConfig DEFAULT = new PurgeConfig(null, null, null);

    public PurgeConfig(
            @Nullable Boolean enabled, @Nullable Duration after, @Nullable Duration interval) {
        this.enabled = enabled == null || enabled;
        this.after = after == null ? Duration.ofMinutes(10) : after;
        this.interval = interval == null ? Duration.ofSeconds(10) : interval;
        if (this.after.isNegative()) {
            throw new IllegalArgumentException("after must not be negative: " + this.after);
        }
        if (this.interval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "interval must be at least 1ms, not " + this.interval);
        }
    }
}
