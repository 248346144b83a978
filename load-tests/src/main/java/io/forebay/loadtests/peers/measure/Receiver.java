package io.forebay.loadtests.peers.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Receives the webhooks of one step on loopback, the same for all systems. Safe for use by several
 * threads.
 */
final class Receiver implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int BACKLOG = 1024;
    private static final long LOOK_MILLIS = 10;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    // What each job's first telling took since its end, in milliseconds.
    private final Map<String, Long> delays = new ConcurrentHashMap<>();

    Receiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("no port on loopback for webhooks", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** Returns when so many jobs were told, or when that takes longer. */
    void await(int jobs, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (delays.size() < jobs && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Jobs that were told. */
    int told() {
        return delays.size();
    }

    /**
     * A quantile of the time from a job's end to its telling, in milliseconds; 0 when none was
     * told.
     *
     * @param share 0 to 1
     */
    double delayMs(double share) {
        long[] sorted = delays.values().stream().mapToLong(Long::longValue).sorted().toArray();
        int place = (int) Math.ceil(share * sorted.length) - 1;
        return sorted.length == 0 ? 0 : sorted[Math.max(0, place)];
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void take(HttpExchange exchange) throws IOException {
        long now = System.currentTimeMillis();
        JsonNode job = MAPPER.readTree(exchange.getRequestBody().readAllBytes()).path("data");
        long ended = Instant.parse(job.path("finishedAt").asText()).toEpochMilli();
        boolean signed = exchange.getRequestHeaders().containsKey("webhook-signature");
        if (signed) {
            delays.putIfAbsent(job.path("id").asText(), now - ended);
        }
        exchange.sendResponseHeaders(signed ? 204 : 401, -1);
        exchange.close();
    }
}
