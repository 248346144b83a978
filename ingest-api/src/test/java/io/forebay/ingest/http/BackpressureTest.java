package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.schemas.wire.BatchEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An upload that is faster than the workers, seen from its socket. */
final class BackpressureTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    /** More than all buffers between the two ends hold, of the kernel and of the server. */
    private static final int BODY = 48 << 20;

    private static final int LINE = 512 << 10;

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theSocketTakesNoMoreWhileBulkWorkHasNoRoomAndGoesOnAfterwards() throws IOException {
        server.room.set(false);
        try (SocketChannel socket = connect()) {
            socket.configureBlocking(false);
            ByteBuffer rest = ByteBuffer.wrap(head());
            while (rest.hasRemaining()) {
                socket.write(rest);
            }
            AtomicLong sent = new AtomicLong();
            ByteBuffer body = body();
            await().atMost(LONG).until(() -> stands(socket, body, sent));
            long stood = sent.get();
            assertThat(stood).as("bytes that were taken").isLessThan(BODY);
            assertThat(server.publisher.events).as("no job is made meanwhile").isEmpty();

            server.room.set(true);
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        sent.addAndGet(socket.write(body));
                        return !body.hasRemaining();
                    });
            assertThat(sent).hasValue(BODY);
            await().atMost(LONG)
                    .until(() -> server.batches.events.stream().anyMatch(BatchEvent::hasSealed));
            assertThat(server.publisher.events).hasSize(BODY / LINE);
        }
    }

    /** Whether the socket took nothing for a while, though it was offered more. */
    private static boolean stands(SocketChannel socket, ByteBuffer body, AtomicLong sent)
            throws IOException, InterruptedException {
        for (int look = 0; look < 50; look++) {
            int taken = socket.write(body);
            sent.addAndGet(taken);
            if (taken > 0) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }

    private SocketChannel connect() throws IOException {
        SocketChannel socket = SocketChannel.open();
        socket.setOption(StandardSocketOptions.SO_SNDBUF, 64 * 1024);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.server.port()));
        return socket;
    }

    private byte[] head() {
        return """
        POST /v1/batches HTTP/1.1\r
        Host: x\r
        Authorization: Bearer %s\r
        Content-Type: application/x-ndjson\r
        Content-Length: %d\r
        \r
        """
                .formatted(server.key, BODY)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Large lines that are none: each is one job that fails. */
    private static ByteBuffer body() {
        byte[] body = new byte[BODY];
        java.util.Arrays.fill(body, (byte) 'x');
        for (int end = LINE - 1; end < BODY; end += LINE) {
            body[end] = '\n';
        }
        return ByteBuffer.wrap(body);
    }
}
