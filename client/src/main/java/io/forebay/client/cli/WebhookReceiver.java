package io.forebay.client.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.forebay.client.webhook.Verification;
import io.forebay.client.webhook.WebhookVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Receives webhooks on loopback until it has enough. Safe for use by several threads. */
final class WebhookReceiver implements AutoCloseable {

    /** More than any event has: a job's outputs in JSON may be long. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int GENUINE = 204;
    private static final int NOT_GENUINE = 401;
    private static final int NOT_A_POST = 405;

    private final HttpServer server;
    private final WebhookVerifier verifier;
    private final WebhookPrinter printer;
    private final AtomicLong wanted;
    private final CountDownLatch enough = new CountDownLatch(1);

    private WebhookReceiver(
            HttpServer server, WebhookVerifier verifier, WebhookPrinter printer, long wanted) {
        this.server = server;
        this.verifier = verifier;
        this.printer = printer;
        this.wanted = new AtomicLong(wanted);
    }

    static WebhookReceiver start(
            int port, WebhookVerifier verifier, WebhookPrinter printer, long wanted)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        WebhookReceiver receiver = new WebhookReceiver(server, verifier, printer, wanted);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", receiver::handle);
        server.start();
        return receiver;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Returns when as many genuine ones came as were wanted. */
    void await() throws InterruptedException {
        enough.await();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(NOT_A_POST, -1);
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
            Verification verification =
                    verifier.verify(
                            name ->
                                    Optional.ofNullable(
                                            exchange.getRequestHeaders().getFirst(name)),
                            body);
            printer.print(verification, body);
            boolean genuine = verification instanceof Verification.Verified;
            exchange.sendResponseHeaders(genuine ? GENUINE : NOT_GENUINE, -1);
            if (genuine && wanted.decrementAndGet() <= 0) {
                enough.countDown();
            }
        }
    }

    /** Lets answers under way go out first. */
    @Override
    public void close() {
        server.stop(1);
    }
}
