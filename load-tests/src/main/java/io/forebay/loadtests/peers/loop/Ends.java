package io.forebay.loadtests.peers.loop;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;

/**
 * The ends of jobs, as Redis keeps and tells them: each a JSON object. Safe for use by several
 * threads.
 */
final class Ends {

    private final RedisClient redis;
    private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
    private final CountDownLatch subscribed = new CountDownLatch(1);

    Ends(RedisClient redis) {
        this.redis = redis;
    }

    /** Listens from now on, on a thread of its own. */
    void listen() throws InterruptedException {
        Thread.ofPlatform()
                .name("ends")
                .daemon()
                .start(() -> redis.psubscribe(new Listener(), LoopNames.CHANNEL + "*"));
        subscribed.await();
    }

    /** The end of a job that is about to be sent: from now on it is not missed. */
    CompletableFuture<String> expect(String id) {
        return waiting.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    /** The end of a job that was sent before, once it is there; empty when that takes longer. */
    Optional<String> find(String id, Duration longest) throws InterruptedException {
        String kept = redis.get(LoopNames.KEY + id);
        if (kept == null && longest.isPositive()) {
            CompletableFuture<String> end = expect(id);
            kept = redis.get(LoopNames.KEY + id); // it may have come just before
            if (kept == null) {
                return await(id, end, longest);
            }
            waiting.remove(id);
        }
        return Optional.ofNullable(kept);
    }

    /** An expected end; empty when it does not come in time. */
    Optional<String> await(String id, CompletableFuture<String> end, Duration longest)
            throws InterruptedException {
        try {
            return Optional.of(end.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("ends are never told as failures", e);
        } finally {
            waiting.remove(id);
        }
    }

    private final class Listener extends JedisPubSub {

        @Override
        public void onPSubscribe(String pattern, int channels) {
            subscribed.countDown();
        }

        @Override
        public void onPMessage(String pattern, String channel, String message) {
            CompletableFuture<String> end =
                    waiting.get(channel.substring(LoopNames.CHANNEL.length()));
            if (end != null) {
                end.complete(message);
            }
        }
    }
}
