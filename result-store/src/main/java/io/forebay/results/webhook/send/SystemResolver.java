package io.forebay.results.webhook.send;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The platform's resolver on threads of its own: a look-up is a native call, which would keep the
 * few threads that carry virtual ones. Safe for use by several threads.
 */
public final class SystemResolver implements Resolver, AutoCloseable {

    private static final int THREADS = 32;
    private static final int WAITING = 1024;

    private final ThreadPoolExecutor lookups;
    private final Duration timeout;

    public SystemResolver(Duration timeout) {
        this.timeout = timeout;
        this.lookups =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(WAITING),
                        Thread.ofPlatform().name("forebay-resolver-", 0).daemon().factory());
        lookups.allowCoreThreadTimeOut(true);
    }

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        try {
            Future<InetAddress[]> lookup = lookups.submit(() -> InetAddress.getAllByName(host));
            return List.of(lookup.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | RejectedExecutionException | TimeoutException e) {
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(e);
            throw unknown;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        }
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
