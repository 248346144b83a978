package io.forebay.worker.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Terminates runs that take too long, up to {@value #TICK_MILLIS} ms late: one look at all runs per
 * tick is cheaper than a timer per run. Safe for use by several threads.
 */
final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long TICK_MILLIS = 10;

    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("forebay-onnx-watchdog").factory());

    Watchdog() {
        var _ =
                ticks.scheduleWithFixedDelay(
                        () -> watches.forEach(Watch::look),
                        TICK_MILLIS,
                        TICK_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /** A watch over one engine's runs; close it with the engine. */
    Watch watch() {
        Watch watch = new Watch(this);
        watches.add(watch);
        return watch;
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }

    /** Armed and disarmed by the device thread, looked at by the watchdog. */
    static final class Watch implements AutoCloseable {

        private final Watchdog watchdog;
        private @Nullable RunOptions run;
        private long deadline;
        private boolean fired;

        private Watch(Watchdog watchdog) {
            this.watchdog = watchdog;
        }

        synchronized void arm(RunOptions options, Duration timeout) {
            run = options;
            deadline = System.nanoTime() + timeout.toNanos();
            fired = false;
        }

        /** Returns whether the run was terminated: its options are then of no further use. */
        synchronized boolean disarm() {
            run = null;
            return fired;
        }

        @Override
        public void close() {
            watchdog.watches.remove(this);
        }

        private synchronized void look() {
            if (run == null || fired || System.nanoTime() - deadline < 0) {
                return;
            }
            try {
                fired = true;
                run.setTerminate(true);
            } catch (OrtException e) {
                LOG.atError().setCause(e).log("a run cannot be terminated");
            }
        }
    }
}
