package io.forebay.standalone.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Redis server as a child process, on loopback, with an append-only file in its directory. It is
 * stopped by {@link #close}; one that was left by a killed parent is ended at the next start.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final Process process;
    private final int port;

    private EmbeddedRedis(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts Redis and returns when it answers.
     *
     * @param searchPath where to look for a {@code redis-server} first, as the PATH has it
     * @throws RedisUnavailableException saying what is missing and how to get it
     */
    public static EmbeddedRedis start(Path directory, int port, String searchPath) {
        try {
            Files.createDirectories(directory);
            Path pidFile = directory.resolve("redis.pid");
            endLeftover(pidFile);
            Process process =
                    new ProcessBuilder(
                                    command(
                                            RedisBinary.find(directory, searchPath),
                                            directory,
                                            port))
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("redis.log").toFile())
                            .start();
            Files.writeString(pidFile, Long.toString(process.pid()));
            EmbeddedRedis redis = new EmbeddedRedis(process, port);
            redis.awaitAnswer(directory);
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Redis in " + directory, e);
        }
    }

    /** Its address as Redisson takes it. */
    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static List<String> command(Path binary, Path directory, int port) {
        return List.of(
                binary.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                "--maxmemory-policy",
                "noeviction");
    }

    /** Two servers on one append-only file would ruin it. */
    private static void endLeftover(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> leftover =
                ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                        .filter(handle ->
                                handle.info().command().orElse("").contains("redis-server"));
        leftover.ifPresent(handle -> {
            handle.destroy();
            handle.onExit().orTimeout(5, TimeUnit.SECONDS).join();
        });
    }

    private void awaitAnswer(Path directory) throws IOException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new RedisUnavailableException(
                        "Redis does not answer on port %d; its log says:%n%s"
                                .formatted(port, Files.readString(directory.resolve("redis.log"))));
            }
            pause();
        }
    }

    /** Whether a PING is answered by PONG, and not by "LOADING". */
    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(5);
            return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisUnavailableException("interrupted while Redis started");
        }
    }
}
