package io.forebay.results.redis;

import java.net.MalformedURLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.SingleServerConfig;

/**
 * A Redisson client that says soon when Redis is away, instead of throwing or waiting. Safe for use
 * by several threads.
 */
public final class RedisClient implements AutoCloseable {

    private static final Duration RETRY_DELAY = Duration.ofMillis(50);

    private final RedissonClient redisson;
    private final Duration answerWithin;

    private RedisClient(RedissonClient redisson, Duration answerWithin) {
        this.redisson = redisson;
        this.answerWithin = answerWithin;
    }

    /** Returns at once, also while Redis is away: the first command connects. */
    public static RedisClient connect(RedisConfig config) {
        return new RedisClient(Redisson.create(redisson(config)), config.timeouts().answer());
    }

    /**
     * Sends a command.
     *
     * @param command makes one asynchronous call; it may give null
     * @param read what is made of its answer, on a thread of the client
     * @return completes within the configured answer time, never exceptionally
     */
    public <T, U> CompletableFuture<RedisAnswer<U>> ask(
            Function<RedissonClient, ? extends CompletionStage<T>> command, Function<T, U> read) {
        try {
            return command.apply(redisson)
                    .toCompletableFuture()
                    .<RedisAnswer<U>>thenApply(
                            value -> new RedisAnswer.Answered<>(read.apply(value)))
                    .orTimeout(answerWithin.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(RedisClient::away);
        } catch (RuntimeException e) {
            // Redisson throws from the call itself when it cannot even connect, or was closed.
            return CompletableFuture.completedFuture(away(e));
        }
    }

    @Override
    public void close() {
        redisson.shutdown(0, 2, TimeUnit.SECONDS);
    }

    /** Only the kind of failure: Redisson's messages quote what was sent. */
    private static <U> RedisAnswer<U> away(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return new RedisAnswer.Away<>("Redis is away (" + cause.getClass().getSimpleName() + ")");
    }

    private static Config redisson(RedisConfig config) {
        Config redisson = new Config();
        redisson.setThreads(config.pool().threads())
                .setNettyThreads(config.pool().nettyThreads())
                .setLazyInitialization(true);
        if (config.username() != null) {
            redisson.setUsername(config.username().value());
        }
        if (config.password() != null) {
            redisson.setPassword(config.password().value());
        }
        trust(redisson, config);
        single(redisson.useSingleServer(), config);
        return redisson;
    }

    private static void single(SingleServerConfig single, RedisConfig config) {
        RedisConfig.Timeouts timeouts = config.timeouts();
        single.setAddress(config.address())
                .setConnectionPoolSize(config.pool().size())
                .setConnectionMinimumIdleSize(config.pool().minimumIdle())
                // One channel for hints needs one connection.
                .setSubscriptionConnectionPoolSize(1)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setTimeout((int) timeouts.command().toMillis())
                .setConnectTimeout((int) timeouts.connect().toMillis())
                .setPingConnectionInterval((int) timeouts.pingInterval().toMillis())
                .setRetryAttempts(1)
                .setRetryDelay(new ConstantDelay(RETRY_DELAY))
                .setReconnectionDelay(new ConstantDelay(timeouts.connect()));
    }

    private static void trust(Config redisson, RedisConfig config) {
        if (config.trustStore() == null) {
            return;
        }
        try {
            redisson.setSslTruststore(config.trustStore().toUri().toURL());
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("trust-store: " + config.trustStore(), e);
        }
        if (config.trustStorePassword() != null) {
            redisson.setSslTruststorePassword(config.trustStorePassword().value());
        }
    }
}
