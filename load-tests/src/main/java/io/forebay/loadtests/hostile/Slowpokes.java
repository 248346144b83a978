package io.forebay.loadtests.hostile;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections that are kept busy with nothing: heads and bodies a byte at a time, answers that
 * nobody reads, calls that are broken off. Closed by whoever started them.
 */
final class Slowpokes implements AutoCloseable {

    private static final String START =
            "POST /v1/models/noop/jobs HTTP/1.1\r\nHost: HOST\r\nAuthorization: Bearer KEY\r\n";

    /** What each sends at once, and then goes on by one byte at a time. */
    private static final List<String> BEGINNINGS =
            List.of(
                    START + "X: ",
                    START + "Content-Length: 100000\r\nContent-Type: application/json\r\n\r\n",
                    START + "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n",
                    "");

    private static final int BYTES = 20;
    private static final int LARGE = 1 << 20;

    private final Assailant assailant;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /**
     * @param count connections at once
     */
    Slowpokes(Assailant assailant, int count) {
        this.assailant = assailant;
        for (int i = 0; i < count; i++) {
            int kind = i;
            threads.execute(() -> goOn(kind));
        }
    }

    /** Connections that were opened. */
    int opened() {
        return opened.get();
    }

    /** Connections that the server broke off, or did not take. */
    int refused() {
        return refused.get();
    }

    private void goOn(int kind) {
        while (!Thread.currentThread().isInterrupted()) {
            try (Socket socket = assailant.connect()) {
                opened.incrementAndGet();
                dawdle(socket, kind);
                // A reset, not a farewell.
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // The server has had enough of it; the next one begins anew.
                refused.incrementAndGet();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void dawdle(Socket socket, int kind) throws IOException, InterruptedException {
        if (kind % (BEGINNINGS.size() + 1) == BEGINNINGS.size()) {
            // Answers that are never read fill the server's buffers.
            String ask = "GET /openapi.json HTTP/1.1\r\nHost: HOST\r\n\r\n";
            socket.setReceiveBufferSize(4096);
            socket.getOutputStream().write(assailant.filled(ask.repeat(20)));
            TimeUnit.MILLISECONDS.sleep(500L * BYTES);
            return;
        }
        socket.getOutputStream()
                .write(assailant.filled(BEGINNINGS.get(kind % (BEGINNINGS.size() + 1))));
        for (int sent = 0; sent < BYTES; sent++) {
            TimeUnit.MILLISECONDS.sleep(500);
            socket.getOutputStream().write('1');
            socket.getOutputStream().flush();
        }
        socket.getOutputStream().write(new byte[kind % 2 == 0 ? 1 : LARGE]);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
