package io.forebay.loadtests.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * One HTTP/1.1 connection over a blocking socket, for requests that are bytes already. It does no
 * more than a load generator needs, because whatever it costs is taken from what it measures.
 * Confined to one thread.
 */
public final class HttpConnection implements AutoCloseable {

    // Servers close connections that lie idle, but none this soon.
    private static final Duration SURELY_OPEN = Duration.ofMillis(100);

    private final SocketChannel channel;
    private final OutputStream out;
    private final AnswerFraming framing;
    private boolean usable = true;
    private long lastUsed = System.nanoTime();

    private HttpConnection(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.out = channel.socket().getOutputStream();
        this.framing = new AnswerFraming(channel.socket().getInputStream());
    }

    /**
     * Connects.
     *
     * @param readTimeout how long a read may wait for the server
     * @throws IOException when nobody listens there
     */
    public static HttpConnection open(InetSocketAddress address, Duration readTimeout)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            Socket socket = channel.socket();
            socket.setTcpNoDelay(true);
            socket.connect(address, Math.toIntExact(readTimeout.toMillis()));
            socket.setSoTimeout(Math.toIntExact(readTimeout.toMillis()));
            return new HttpConnection(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Sends one request and reads its answer.
     *
     * @param request a whole request, head and body
     * @throws IOException when no whole answer came; the connection is not usable then
     */
    public HttpAnswer exchange(byte[] request) throws IOException {
        boolean whole = false;
        try {
            out.write(request);
            HttpAnswer answer = framing.read();
            whole = answer.keepAlive();
            return answer;
        } finally {
            usable = whole;
            lastUsed = System.nanoTime();
        }
    }

    /** Whether the server has sent more than it was asked for. */
    public boolean hasSurplus() {
        return framing.hasSurplus();
    }

    /** Whether another request can be sent. */
    public boolean isUsable() {
        if (usable && System.nanoTime() - lastUsed > SURELY_OPEN.toNanos()) {
            usable = isStillOpen();
        }
        return usable;
    }

    /** Asks the socket without waiting: nothing to read is what an open, idle connection has. */
    private boolean isStillOpen() {
        try {
            channel.configureBlocking(false);
            int read = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return read == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing depends on a connection that is given up.
            usable = false;
        }
    }
}
