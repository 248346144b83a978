package io.forebay.results.reader;

import io.forebay.results.redis.RedisAnswer;
import io.forebay.results.redis.RedisClient;
import io.forebay.results.state.Lifecycle;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.RedisKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that looks for everybody who waits: for the jobs that a hint names as soon as it
 * comes, and for all of them on a timer, since hints are lost whenever a connection is.
 */
final class Waker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Waker.class);

    private final RedisClient redis;
    private final View view;
    private final Waiters waiters;
    private final ReaderConfig config;
    private final Set<JobId> hinted = ConcurrentHashMap.newKeySet();
    private final Semaphore hints = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;
    private boolean subscribed;

    Waker(RedisClient redis, View view, Waiters waiters, ReaderConfig config) {
        this.redis = redis;
        this.view = view;
        this.waiters = waiters;
        this.config = config;
        this.thread =
                Thread.ofPlatform().daemon().name("forebay-reader-waker").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Somebody says that these changed.
     *
     * @param ids joined by spaces
     */
    void hint(String ids) {
        boolean any = false;
        for (String id : ids.split(" ")) {
            var waitedFor = waiters.waitedFor(id);
            waitedFor.ifPresent(hinted::add);
            any |= waitedFor.isPresent();
        }
        if (any) {
            hints.release();
        }
    }

    @Override
    public void close() {
        stopping = true;
        hints.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long recheckAt = System.nanoTime();
        while (!stopping) {
            try {
                if (System.nanoTime() - recheckAt >= 0) {
                    subscribe();
                    look(waiters.all());
                    recheckAt = System.nanoTime() + config.recheckInterval().toNanos();
                }
                lookForHinted(Duration.ofNanos(recheckAt - System.nanoTime()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // The outermost frame: whoever waits is better served by the next look.
                LOG.atError().setCause(e).log("a look for those who wait failed");
            }
        }
    }

    private void lookForHinted(Duration within) throws InterruptedException {
        if (hints.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS)) {
            hints.drainPermits();
            List<JobId> ids = List.copyOf(hinted);
            // Removed before the look, so that a hint during it causes another.
            ids.forEach(hinted::remove);
            look(ids);
        }
    }

    /** In rounds, for results may be large and Redis serves nobody else meanwhile. */
    private void look(List<JobId> ids) {
        for (int from = 0; from < ids.size() && !stopping; from += config.readBatch()) {
            List<JobId> round =
                    new ArrayList<>(
                            ids.subList(from, Math.min(ids.size(), from + config.readBatch())));
            view.read(round)
                    .forEach((id, reading) -> {
                        if (reading instanceof Reading.Found found
                                && Lifecycle.hasEnded(found.state().getState())) {
                            waiters.deliver(id, found.state());
                        }
                    });
        }
    }

    /** Once it has worked, Redisson keeps it up over reconnections. */
    private void subscribe() {
        if (subscribed) {
            return;
        }
        RedisAnswer<Integer> answer =
                redis.<Integer, Integer>ask(
                                redisson ->
                                        redisson.getTopic(
                                                        RedisKeys.CHANGED_CHANNEL,
                                                        StringCodec.INSTANCE)
                                                .addListenerAsync(
                                                        String.class, (_, ids) -> hint(ids)),
                                listener -> listener)
                        .join();
        switch (answer) {
            case RedisAnswer.Answered<Integer> _ -> subscribed = true;
            case RedisAnswer.Away<Integer> away ->
                    LOG.atWarn()
                            .addKeyValue("reason", away.reason())
                            .log("no hints from Redis yet; trying again");
        }
    }
}
