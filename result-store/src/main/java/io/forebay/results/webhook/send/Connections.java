package io.forebay.results.webhook.send;

import io.forebay.schemas.webhook.CallbackUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens connections to addresses that were checked, over TLS to the name that they were found
 * under, keeps them for the next attempt, and closes what lasts too long, whatever it is doing.
 * Safe for use by several threads.
 */
public final class Connections implements AutoCloseable {

    private static final long TIDY_MS = 1000;

    private final SSLSocketFactory tls;
    private final Supplier<Socket> sockets;
    private final Duration connectTimeout;
    private final KeptLinks kept;
    private final ScheduledThreadPoolExecutor watch;

    /**
     * @param tls whose trust decides which certificates are good
     */
    public Connections(SSLSocketFactory tls, SenderConfig config, InstantSource clock) {
        this(tls, config, clock, () -> new Socket(Proxy.NO_PROXY));
    }

    /**
     * @param sockets that are not connected yet
     */
    Connections(
            SSLSocketFactory tls,
            SenderConfig config,
            InstantSource clock,
            Supplier<Socket> sockets) {
        this.tls = tls;
        this.sockets = sockets;
        this.connectTimeout = config.connectTimeout();
        this.kept = new KeptLinks(config.keepAlive(), clock);
        this.watch =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("forebay-webhook-watch").daemon().factory());
        watch.setRemoveOnCancelPolicy(true);
        var _ = watch.scheduleWithFixedDelay(kept::tidy, TIDY_MS, TIDY_MS, TimeUnit.MILLISECONDS);
    }

    /** The end of one attempt; confined to the attempt's thread. */
    static final class Deadline implements AutoCloseable {

        private final AtomicReference<Socket> socket = new AtomicReference<>();
        private final long at;
        private volatile boolean passed;
        private final ScheduledFuture<?> alarm;

        private Deadline(ScheduledThreadPoolExecutor watch, Duration timeout) {
            this.at = System.nanoTime() + timeout.toNanos();
            this.alarm = watch.schedule(this::pass, timeout.toMillis(), TimeUnit.MILLISECONDS);
        }

        boolean hasPassed() {
            return passed;
        }

        @Override
        public void close() {
            alarm.cancel(false);
        }

        /** Closes it when the time is over. */
        void watch(Socket opened) throws IOException {
            socket.set(opened);
            if (passed) {
                opened.close();
            }
        }

        /** Lets go of it; false when its time is over and it is closed. */
        boolean release() {
            return socket.getAndSet(null) != null && !passed;
        }

        private int leftAtMost(Duration other) {
            long left = TimeUnit.NANOSECONDS.toMillis(at - System.nanoTime());
            return (int) Math.max(1, Math.min(left, other.toMillis()));
        }

        private void pass() {
            passed = true;
            Socket opened = socket.getAndSet(null);
            if (opened != null) {
                try {
                    opened.close();
                } catch (IOException e) {
                    // It is given up all the same.
                }
            }
        }
    }

    Deadline deadline(Duration timeout) {
        return new Deadline(watch, timeout);
    }

    /** One that was kept from an attempt before, to one of these addresses. */
    Optional<Link> kept(CallbackUrl url, List<InetAddress> addresses) {
        return kept.take(url.secure(), url.authority(), addresses);
    }

    /** For the next attempt, unless its time is over. */
    void keep(Link link, Deadline deadline) {
        if (deadline.release()) {
            kept.keep(link);
        }
    }

    /** Tries one address after the other. */
    Link open(CallbackUrl url, List<InetAddress> addresses, Deadline deadline) throws IOException {
        IOException last = new SocketTimeoutException("no address could be reached");
        for (InetAddress address : addresses) {
            Socket socket = sockets.get();
            try {
                deadline.watch(socket);
                socket.connect(
                        new InetSocketAddress(address, url.port()),
                        deadline.leftAtMost(connectTimeout));
                return Link.of(
                        Link.Peer.of(url, address), url.secure() ? secured(socket, url) : socket);
            } catch (IOException e) {
                socket.close();
                last = e;
                if (deadline.hasPassed()) {
                    break;
                }
            }
        }
        throw last;
    }

    @Override
    public void close() {
        watch.shutdownNow();
        kept.close();
    }

    private Socket secured(Socket socket, CallbackUrl url) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, url.host(), url.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
