package io.forebay.results.redis;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is and how it is asked. It must not evict: {@code maxmemory-policy noeviction}, or
 * jobs vanish from a view that says it is whole.
 *
 * @param address {@code redis://host:port}, or {@code rediss://host:port} for TLS
 * @param username of the ACL user, when there is one
 * @param password of the ACL user
 * @param trustStore PKCS #12 or JKS file with who may sign the server's certificate; the platform's
 *     own when absent
 * @param trustStorePassword of that file
 */
public record RedisConfig(
        String address,
        @Nullable Secret username,
        @Nullable Secret password,
        @Nullable Path trustStore,
        @Nullable Secret trustStorePassword,
        Timeouts timeouts,
        Pool pool) {

    public static final RedisConfig DEFAULT =
            new RedisConfig(
                    "redis://127.0.0.1:6379",
                    null,
                    null,
                    null,
                    null,
                    Timeouts.DEFAULT,
                    Pool.DEFAULT);

    public RedisConfig {
        address = address == null ? "redis://127.0.0.1:6379" : address;
        timeouts = timeouts == null ? Timeouts.DEFAULT : timeouts;
        pool = pool == null ? Pool.DEFAULT : pool;
        if (!address.startsWith("redis://") && !address.startsWith("rediss://")) {
            throw new IllegalArgumentException(
                    "address must start with redis:// or rediss://, not be " + address);
        }
    }

    /** The defaults with another address. */
    public static RedisConfig at(String address) {
        return new RedisConfig(address, null, null, null, null, Timeouts.DEFAULT, Pool.DEFAULT);
    }

    /**
     * @param answer after which Redis counts as away, whatever the client still tries
     * @param command one try of one command
     * @param connect one try to connect
     * @param pingInterval how often idle connections are checked
     */
    public record Timeouts(
            Duration answer, Duration command, Duration connect, Duration pingInterval) {

        static final Timeouts DEFAULT =
                new Timeouts(
                        Duration.ofMillis(900),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5));

        public Timeouts {
            answer = answer == null ? Duration.ofMillis(900) : answer;
            command = command == null ? Duration.ofMillis(500) : command;
            connect = connect == null ? Duration.ofMillis(500) : connect;
            pingInterval = pingInterval == null ? Duration.ofSeconds(5) : pingInterval;
            requirePositive("answer", answer);
            requirePositive("command", command);
            requirePositive("connect", connect);
            requirePositive("ping-interval", pingInterval);
        }

        private static void requirePositive(String key, Duration value) {
            if (value.toMillis() < 1) {
                throw new IllegalArgumentException(key + " must be at least 1ms, not " + value);
            }
        }
    }

    /**
     * Connections and threads. Commands are short and pipelined, so that few suffice.
     *
     * @param size connections at most
     * @param minimumIdle connections that stay open
     * @param threads that run callbacks
     * @param nettyThreads that read and write sockets
     */
    public record Pool(Integer size, Integer minimumIdle, Integer threads, Integer nettyThreads) {

        static final Pool DEFAULT = new Pool(8, 1, 2, 2);

        public Pool {
            size = size == null ? 8 : size;
            minimumIdle = minimumIdle == null ? 1 : minimumIdle;
            threads = threads == null ? 2 : threads;
            nettyThreads = nettyThreads == null ? 2 : nettyThreads;
            if (size < 1 || minimumIdle < 1 || threads < 1 || nettyThreads < 1) {
                throw new IllegalArgumentException(
                        "size, minimum-idle, threads and netty-threads must be at least 1");
            }
            if (minimumIdle > size) {
                throw new IllegalArgumentException(
                        "minimum-idle (%d) is greater than size (%d)".formatted(minimumIdle, size));
            }
        }
    }
}
