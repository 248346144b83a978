package io.forebay.worker.decode;

import io.forebay.worker.health.Health;
import io.forebay.worker.meter.WorkerMeters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads that decode. What takes too long is given up. Its thread cannot be ended, because
 * decoders are not asked to stop or do not listen: while it hangs the pool has one thread more, up
 * to a limit, beyond which only a restart helps. Safe for use by several threads.
 *
 * <p>Time is how often something was seen being decoded, and not what a clock says: a process that
 * was stopped for a minute has not decoded for a minute.
 */
final class Decoders implements AutoCloseable {

    /** How often something is seen within its time: it is given up a twentieth late at most. */
    static final int LOOKS = 20;

    private final DecodePool.Limits limits;
    private final Health health;
    private final WorkerMeters meters;
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("forebay-decode-watch").factory());

    /** Guarded by this, as all below. */
    private final Set<Running> running = new HashSet<>();

    private int hanging;

    private static final class Running {
        private final Decode decode;
        private final Thread thread = Thread.currentThread();
        private int seen;

        private Running(Decode decode) {
            this.decode = decode;
        }
    }

    Decoders(DecodePool.Limits limits, Health health, WorkerMeters meters) {
        this.limits = limits;
        this.health = health;
        this.meters = meters;
        this.threads =
                new ThreadPoolExecutor(
                        limits.threads(),
                        limits.threads(),
                        0,
                        TimeUnit.MILLISECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("forebay-decode-", 0).factory());
        long nanos = Math.max(1, limits.timeout().toNanos() / LOOKS);
        var _ = looks.scheduleWithFixedDelay(this::watch, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** Runs this on one of the threads, which is to call {@link #decode} then. */
    void execute(Runnable next) {
        threads.execute(next);
    }

    /** On the calling thread, one of these. */
    void decode(Decode decode) {
        Running begun = begin(decode);
        Runnable then = () -> {};
        boolean wanted = false;
        try {
            then = decode.work().get();
        } finally {
            wanted = end(begun);
        }
        if (wanted) {
            then.run();
        }
    }

    /** Gives up what has been seen too often. */
    void look() {
        List<Runnable> ends = new ArrayList<>();
        synchronized (this) {
            for (Running one : List.copyOf(running)) {
                if (++one.seen > LOOKS) {
                    ends.add(giveUp(one));
                }
            }
        }
        ends.forEach(Runnable::run);
    }

    @Override
    public void close() {
        looks.shutdownNow();
        threads.shutdownNow();
    }

    private void watch() {
        try {
            look();
        } catch (RuntimeException | Error e) {
            health.fatal("decodes that take too long cannot be given up", e);
        }
    }

    private synchronized Running begin(Decode decode) {
        Running begun = new Running(decode);
        running.add(begun);
        return begun;
    }

    /** Returns false when it was given up meanwhile: then one thread is too many. */
    private synchronized boolean end(Running one) {
        boolean wanted = running.remove(one);
        if (!wanted) {
            hangs(-1);
        }
        return wanted;
    }

    private Runnable giveUp(Running one) {
        running.remove(one);
        hangs(1);
        TimeoutException where =
                new TimeoutException(
                        "the input was not decoded within %d ms"
                                .formatted(limits.timeout().toMillis()));
        where.setStackTrace(one.thread.getStackTrace());
        one.thread.interrupt();
        if (hanging > limits.maxHanging()) {
            health.fatal(
                    "more than %d threads hang in decoders (decode.max-hanging), the last one here"
                            .formatted(limits.maxHanging()),
                    where);
        }
        return () -> one.decode.onGivenUp().accept(where);
    }

    private void hangs(int more) {
        hanging += more;
        meters.decodersHang(hanging);
        int size = limits.threads() + Math.min(hanging, limits.maxHanging());
        // In this order, for the one may never be beyond the other.
        if (more > 0) {
            threads.setMaximumPoolSize(size);
            threads.setCorePoolSize(size);
        } else {
            threads.setCorePoolSize(size);
            threads.setMaximumPoolSize(size);
        }
    }
}
