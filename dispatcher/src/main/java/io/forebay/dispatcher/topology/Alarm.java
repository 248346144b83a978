package io.forebay.dispatcher.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Wakes its partition once when something is due. Confined to the partition's thread.
 *
 * <p>Not a steady tick: every punctuation makes the task commit, and an idle dispatcher would write
 * the offsets of all its partitions twenty times a second.
 */
final class Alarm {

    private final ProcessingContext context;
    private final Duration tick;
    private final Runnable action;
    private @Nullable Cancellable scheduled;
    private long scheduledAt = Long.MAX_VALUE;

    /**
     * @param tick it never rings sooner than this after it was set
     */
    Alarm(ProcessingContext context, Duration tick, Runnable action) {
        this.context = context;
        this.tick = tick;
        this.action = action;
    }

    /**
     * Rings by then, if one tick is left until then, else in one tick.
     *
     * @param dueAt epoch milliseconds; {@link Long#MAX_VALUE} = no need to
     */
    void notLaterThan(long dueAt, long now) {
        long wakeAt = dueAt == Long.MAX_VALUE ? dueAt : Math.max(dueAt, now + tick.toMillis());
        if (wakeAt >= scheduledAt) {
            return;
        }
        cancel();
        scheduledAt = wakeAt;
        scheduled =
                context.schedule(
                        Duration.ofMillis(wakeAt - now),
                        PunctuationType.WALL_CLOCK_TIME,
                        _ -> ring());
    }

    private void ring() {
        cancel();
        action.run();
    }

    private void cancel() {
        if (scheduled != null) {
            scheduled.cancel();
            scheduled = null;
        }
        scheduledAt = Long.MAX_VALUE;
    }
}
