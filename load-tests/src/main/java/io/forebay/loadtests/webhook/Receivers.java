package io.forebay.loadtests.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Receivers of webhooks, each a host of its own on loopback. Failing ones refuse the first attempt
 * of every delivery. Safe for use by several threads.
 */
final class Receivers implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final List<HttpServer> servers = new ArrayList<>();
    private final int failing;
    private final Map<String, Arrival> arrivals = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> bodies = new ConcurrentHashMap<>();

    /**
     * A delivery that was taken.
     *
     * @param delayMillis since the job had ended
     * @param times how often it was delivered
     */
    record Arrival(int receiver, long delayMillis, int times) {}

    /**
     * @param failing how many of them refuse first
     */
    Receivers(int count, int failing) throws IOException {
        this.failing = failing;
        for (int i = 0; i < count; i++) {
            int number = i;
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> take(exchange, number));
            server.start();
            servers.add(server);
        }
    }

    List<String> urls() {
        return servers.stream()
                .map(server -> "http://127.0.0.1:" + server.getAddress().getPort() + "/hook")
                .toList();
    }

    boolean isFailing(int receiver) {
        return receiver < failing;
    }

    Map<String, Arrival> arrivals() {
        return arrivals;
    }

    /** Begins anew: what has arrived so far is not counted. */
    void forget() {
        arrivals.clear();
        refused.clear();
        bodies.clear();
    }

    /** Deliveries of which two attempts had different bodies; there must be none. */
    long changed() {
        return bodies.values().stream().filter(seen -> seen.size() > 1).count();
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }

    private void take(HttpExchange exchange, int receiver) throws IOException {
        long now = System.currentTimeMillis();
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode data = MAPPER.readTree(body).path("data");
        // The job and the receiver are one delivery, whatever id it came under.
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        String delivery = receiver + " " + data.path("id").asText();
        bodies.computeIfAbsent(delivery, _ -> ConcurrentHashMap.newKeySet())
                .add(id + " " + java.util.Arrays.hashCode(body));
        boolean good = !isFailing(receiver) || !refused.add(delivery);
        if (good) {
            long delay = now - Instant.parse(data.path("finishedAt").asText()).toEpochMilli();
            arrivals.merge(
                    delivery,
                    new Arrival(receiver, delay, 1),
                    (first, _) -> new Arrival(receiver, first.delayMillis(), first.times() + 1));
        }
        exchange.sendResponseHeaders(good ? 204 : 503, -1);
        exchange.close();
    }
}
