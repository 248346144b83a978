package io.forebay.results.reader;

import io.forebay.results.redis.RedisAnswer;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.RedisKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.redisson.api.RedissonClient;
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
    private final FeedWatches watches;
    private final ReaderConfig config;
    private final Map<Integer, String> looked = new HashMap<>();
    private final Set<Integer> doubted = ConcurrentHashMap.newKeySet();
    private final Set<JobId> hinted = ConcurrentHashMap.newKeySet();
    private final Semaphore hints = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;
    private boolean subscribed;

    Waker(RedisClient redis, View view, Waiters waiters, FeedWatches watches, ReaderConfig config) {
        this.redis = redis;
        this.view = view;
        this.waiters = waiters;
        this.watches = watches;
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

    /** Somebody's own look at the job failed, so that the next one must not be left out. */
    void doubt(JobId id) {
        doubted.add(view.partition(id));
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
                    recheck();
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
            doubted.addAll(look(ids));
        }
    }

    /**
     * Looks for everybody whose partition's view has moved since the last such look. What nobody
     * changed needs no look, so that those who wait cost nothing while nothing happens.
     */
    private void recheck() {
        if (waiters.count() == 0 && watches.isEmpty()) {
            looked.clear();
            return;
        }
        Set<Integer> unsure = Set.copyOf(doubted);
        doubted.removeAll(unsure);
        Optional<Map<Integer, String>> positions = view.positions();
        if (positions.isEmpty()) {
            doubted.addAll(unsure);
            return;
        }
        Map<Integer, String> moved = new HashMap<>(positions.get());
        moved.entrySet()
                .removeIf(now ->
                        now.getValue().equals(looked.get(now.getKey()))
                                && !unsure.contains(now.getKey()));
        if (moved.isEmpty()) {
            return;
        }
        watches.moved();
        // After the positions were read: whoever came before them is among these, and whoever
        // came later has looked later.
        List<JobId> ids =
                waiters.all().stream().filter(id -> moved.containsKey(view.partition(id))).toList();
        looked.putAll(moved);
        look(ids).forEach(looked::remove);
    }

    /**
     * In rounds, for results may be large and Redis serves nobody else meanwhile.
     *
     * @return the partitions of which nothing could be said
     */
    private Set<Integer> look(List<JobId> ids) {
        Set<Integer> unknown = new HashSet<>();
        for (int from = 0; from < ids.size() && !stopping; from += config.readBatch()) {
            List<JobId> round =
                    new ArrayList<>(
                            ids.subList(from, Math.min(ids.size(), from + config.readBatch())));
            view.read(round)
                    .forEach((id, reading) -> {
                        if (reading instanceof Reading.Unavailable) {
                            unknown.add(view.partition(id));
                        }
                        waiters.deliver(id, reading);
                    });
        }
        return unknown;
    }

    /** Once it has worked, Redisson keeps it up over reconnections. */
    private void subscribe() {
        if (subscribed) {
            return;
        }
        RedisAnswer<Integer> answer =
                redis.<Integer, Integer>ask(
                                redisson ->
                                        listen(redisson, RedisKeys.CHANGED_CHANNEL, this::hint)
                                                .thenCompose(_ ->
                                                        listen(
                                                                redisson,
                                                                RedisKeys.COMPLETED_CHANNEL,
                                                                watches::completed)),
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

    private static CompletionStage<Integer> listen(
            RedissonClient redisson, String channel, Consumer<String> hints) {
        return redisson.getTopic(channel, StringCodec.INSTANCE)
                .addListenerAsync(String.class, (_, message) -> hints.accept(message));
    }
}
