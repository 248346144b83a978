package io.forebay.client.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A server on loopback that answers what it was told to, and remembers what it was asked. Answers
 * of one operation go out in order; the last one again and again.
 */
public final class TestingForebay implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Duration uploads = Duration.ZERO;

    /** One request as it came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Asked(String operation, Map<String, List<String>> headers, byte[] body) {

        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * One answer.
     *
     * @param broken whether the connection ends before the body does
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Reply(
            int status, String type, byte[] body, Map<String, String> headers, boolean broken) {

        public static Reply json(int status, String json) {
            return new Reply(
                    status,
                    status < 400 ? "application/json" : "application/problem+json",
                    json.getBytes(StandardCharsets.UTF_8),
                    Map.of(),
                    false);
        }

        public static Reply of(String type, String text) {
            return new Reply(200, type, text.getBytes(StandardCharsets.UTF_8), Map.of(), false);
        }

        public static Reply problem(int status, String code, String more) {
            return json(
                    status,
                    "{\"status\":%d,\"code\":\"%s\",\"detail\":\"said so\"%s}"
                            .formatted(status, code, more));
        }

        public Reply with(String header, String value) {
            return new Reply(status, type, body, Map.of(header, value), broken);
        }

        public Reply breaking() {
            return new Reply(status, type, body, headers, true);
        }
    }

    public TestingForebay() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * @param operation method and path with query, such as {@code GET /v1/models}
     */
    public void answer(String operation, Reply... all) {
        replies.put(operation, new ArrayDeque<>(Arrays.asList(all)));
    }

    /** How long bodies take from now on. */
    public void slowUploads(Duration time) {
        uploads = time;
    }

    public List<Asked> asked() {
        return asked;
    }

    public Asked last() {
        return asked.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String operation = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(
                new Asked(
                        operation,
                        Map.copyOf(exchange.getRequestHeaders()),
                        exchange.getRequestBody().readAllBytes()));
        if (exchange.getRequestMethod().equals("POST")) {
            LockSupport.parkNanos(uploads.toNanos());
        }
        Reply reply = next(operation);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        if (reply.broken()) {
            exchange.sendResponseHeaders(reply.status(), 0);
            exchange.getResponseBody().write(reply.body());
            exchange.getResponseBody().flush();
            // The server closes the connection of a handler that fails.
            throw new IOException("broken off, as meant");
        }
        exchange.sendResponseHeaders(
                reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(reply.body());
        }
    }

    private Reply next(String operation) {
        Deque<Reply> queue = replies.get(operation);
        if (queue == null) {
            return Reply.problem(404, "not-found", ",\"asked\":\"" + operation + "\"");
        }
        synchronized (queue) {
            return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
        }
    }
}
