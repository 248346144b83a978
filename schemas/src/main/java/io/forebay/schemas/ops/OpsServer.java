package io.forebay.schemas.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The health checks and metrics of a service that has no other HTTP: {@code /health/live}, {@code
 * /health/ready}, {@code /health/started} and {@code /metrics}. For probes and scrapers only.
 */
public final class OpsServer implements AutoCloseable {

    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private OpsServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to answer.
     *
     * @param live false when only a restart helps
     * @param ready false while the service should get no work
     */
    public static OpsServer start(
            InetSocketAddress address,
            PrometheusMeterRegistry registry,
            BooleanSupplier live,
            BooleanSupplier ready) {
        OpsServer ops = new OpsServer(bind(address));
        ops.server.setExecutor(ops.executor);
        ops.health("/health/live", live);
        ops.health("/health/ready", ready);
        ops.health("/health/started", () -> true);
        ops.server.createContext(
                "/metrics",
                exchange ->
                        answer(
                                exchange,
                                Exposition.of(
                                        registry,
                                        exchange.getRequestHeaders().getFirst("Accept"))));
        ops.server.start();
        return ops;
    }

    /**
     * Serves one more page.
     *
     * @param path where, with everything below it
     * @param content what, given the address that was asked for
     */
    public void page(String path, Function<URI, Page> content) {
        server.createContext(
                path,
                exchange -> {
                    Page page = content.apply(exchange.getRequestURI());
                    answer(exchange, page);
                });
    }

    /**
     * What a page says.
     *
     * @param type its Content-Type
     */
    public record Page(int status, String type, String body) {}

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }

    private void health(String path, BooleanSupplier check) {
        server.createContext(
                path,
                exchange -> {
                    boolean well = check.getAsBoolean();
                    answer(exchange, new Page(well ? 200 : 503, TEXT, well ? "UP\n" : "DOWN\n"));
                });
    }

    private static HttpServer bind(InetSocketAddress address) {
        try {
            return HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
    }

    private static void answer(HttpExchange exchange, Page page) throws IOException {
        try (exchange) {
            byte[] bytes = page.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", page.type());
            exchange.sendResponseHeaders(page.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
