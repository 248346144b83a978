package io.forebay.loadtests.torture.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.forebay.loadtests.calls.Digests;
import io.forebay.loadtests.history.History;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.Value;
import io.forebay.loadtests.history.What;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Receivers of webhooks on loopback, each with a mood that faults change. Safe for use by several
 * threads.
 */
public final class Receivers implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int HUGE = 4 << 20;

    /** How a receiver treats whoever calls. */
    public enum Mood {
        /** Takes it. */
        GOOD,
        /** Hangs up without an answer. */
        DEAD,
        /** Answers when nobody waits any more. */
        SLOW,
        /** Answers 500. */
        FAILING,
        /** Sends the caller to the metadata address of clouds. */
        REDIRECTING,
        /** Takes it, and answers with more than anybody wants to read. */
        TALKATIVE
    }

    private final History history;
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<Mood> moods;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Starts so many. */
    public Receivers(History history, int count) {
        this.history = history;
        this.moods =
                new java.util.concurrent.CopyOnWriteArrayList<>(
                        java.util.Collections.nCopies(count, Mood.GOOD));
        for (int number = 0; number < count; number++) {
            servers.add(start(number));
        }
    }

    public List<String> urls() {
        return servers.stream()
                .map(server -> "http://127.0.0.1:" + server.getAddress().getPort() + "/hook")
                .toList();
    }

    public int count() {
        return servers.size();
    }

    public void mood(int receiver, Mood mood) {
        moods.set(receiver, mood);
    }

    /** Whether the job's end was taken. */
    boolean has(String job) {
        return told.contains(job);
    }

    /** Needs no answer to that any more. */
    void forget(String job) {
        told.remove(job);
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }

    private HttpServer start(int number) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> take(exchange, number));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a receiver", e);
        }
    }

    private void take(HttpExchange exchange, int number) throws IOException {
        Mood mood = moods.get(number);
        JsonNode data = MAPPER.readTree(exchange.getRequestBody().readAllBytes()).path("data");
        String job = data.path("id").asText();
        boolean takes = mood == Mood.GOOD || mood == Mood.TALKATIVE;
        history.add(
                "receiver-" + number,
                takes ? Kind.OK : Kind.INFO,
                What.WEBHOOK,
                "",
                "",
                job,
                new Value(
                        data.path("state").asText(),
                        data.path("version").asLong(),
                        data.path("terminal").asBoolean(),
                        Digests.of(data),
                        exchange.getRequestHeaders().getFirst("webhook-id"),
                        mood.name(),
                        0,
                        "",
                        false));
        if (takes) {
            told.add(job);
        }
        answer(exchange, mood);
    }

    private static void answer(HttpExchange exchange, Mood mood) throws IOException {
        switch (mood) {
            case GOOD -> exchange.sendResponseHeaders(204, -1);
            case FAILING -> exchange.sendResponseHeaders(500, -1);
            case REDIRECTING -> {
                exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest");
                exchange.sendResponseHeaders(307, -1);
            }
            case SLOW -> {
                sleep();
                exchange.sendResponseHeaders(204, -1);
            }
            case TALKATIVE -> {
                exchange.sendResponseHeaders(200, HUGE);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(new byte[HUGE]);
                }
            }
            case DEAD -> {}
        }
        exchange.close();
    }

    private static void sleep() {
        try {
            // Longer than senders wait.
            TimeUnit.SECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
