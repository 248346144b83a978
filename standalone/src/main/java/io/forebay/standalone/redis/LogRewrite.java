package io.forebay.standalone.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Redis write its append-only file anew every so often. What was deleted stays in that file
 * until then, and by itself Redis does it only when the file has grown to 64 MiB and doubled.
 */
public final class LogRewrite implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogRewrite.class);
    private static final int TIMEOUT_MILLIS = 5_000;

    private final int port;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("forebay-redis-rewrite").daemon().factory());

    private LogRewrite(int port) {
        this.port = port;
    }

    /**
     * @param port where Redis listens on loopback
     */
    public static LogRewrite start(int port, Duration every) {
        LogRewrite rewrite = new LogRewrite(port);
        long millis = every.toMillis();
        var _ =
                rewrite.thread.scheduleWithFixedDelay(
                        rewrite::rewrite, millis, millis, TimeUnit.MILLISECONDS);
        return rewrite;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void rewrite() {
        try {
            String answer = ask("BGREWRITEAOF");
            if (!answer.startsWith("+")) {
                LOG.atWarn().addKeyValue("answer", answer).log("Redis does not rewrite its log");
            }
        } catch (UncheckedIOException e) {
            LOG.atWarn().setCause(e).log("Redis cannot be asked to rewrite its log; trying again");
        }
    }

    private String ask(String command) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            String answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
                            .readLine();
            return answer == null ? "" : answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
