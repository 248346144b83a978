package io.forebay.results.webhook.send;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver on loopback that answers as told, and counts who came. */
final class Canary implements AutoCloseable {

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile byte[] answer = new byte[0];
    private volatile boolean dripping;
    private volatile boolean listening;
    private volatile boolean writtenWhole;

    Canary() {
        this(InetAddress.ofLiteral("127.0.0.1"), 0);
    }

    private Canary(InetAddress at, int port) {
        try {
            server = new ServerSocket(port, 50, at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /**
     * Another one at the same port of {@code ::1}; empty on a machine without IPv6, or when
     * somebody else has the port there.
     */
    Optional<Canary> besideOnIpv6() {
        try {
            return Optional.of(new Canary(InetAddress.ofLiteral("::1"), port()));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** An empty answer is none: the connection stays open. */
    void answer(String text) {
        answer = text.getBytes(ISO_8859_1);
        dripping = false;
    }

    /** One byte at a time, for ever. */
    void drip(String text) {
        answer(text);
        dripping = true;
    }

    /** After an answer it waits for the next request on the same connection. */
    void goesOnListening() {
        listening = true;
    }

    int connections() {
        return connections.get();
    }

    boolean writtenWhole() {
        return writtenWhole;
    }

    synchronized String received() {
        return received.toString(ISO_8859_1);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            do {
                if (!read(socket.getInputStream())) {
                    return;
                }
                answer(socket);
            } while (listening);
        } catch (IOException e) {
            // The sender left.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Socket socket) throws IOException, InterruptedException {
        writtenWhole = false;
        if (dripping) {
            for (byte one : answer) {
                socket.getOutputStream().write(one);
                if (closed.await(150, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } else if (answer.length == 0) {
            closed.await();
        } else {
            socket.getOutputStream().write(answer);
            writtenWhole = true;
        }
    }

    /** Whether there was a request. */
    private boolean read(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        int read = in.read(buffer);
        while (read >= 0) {
            synchronized (this) {
                received.write(buffer, 0, read);
            }
            if (received().endsWith("{}") || (in.available() == 0 && buffer[0] != 'P')) {
                return true;
            }
            read = in.read(buffer);
        }
        return false;
    }
}
