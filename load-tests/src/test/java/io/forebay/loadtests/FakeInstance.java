package io.forebay.loadtests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.forebay.loadtests.model.ConvNet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An instance that runs noop and conv at once, and lies about one job in ten when told to. */
final class FakeInstance implements AutoCloseable {

    static final String KEY = "fb_secret";
    private static final int LIE_EVERY = 10;

    private final Lie lie;
    private final int stallAt;
    private final Duration stall;
    private final HttpServer server;
    private final ConvNet conv = ConvNet.create();
    private final AtomicInteger submissions = new AtomicInteger();
    private final Map<String, String> jobs = new ConcurrentHashMap<>();
    private volatile long stalledUntil = Long.MIN_VALUE;

    enum Lie {
        NONE,
        WRONG_OUTPUT,
        SAME_ID,
        NEVER_ENDS,
        FORGETS,
        FAILS,
        REFUSES,
        HANGS_UP
    }

    FakeInstance(Lie lie) {
        this(lie, -1, Duration.ZERO);
    }

    /**
     * @param stallAt the submission at which everything stands still once
     */
    FakeInstance(Lie lie, int stallAt, Duration stall) {
        this.lie = lie;
        this.stallAt = stallAt;
        this.stall = stall;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"code\":\"unauthorized\"}");
        } else if (path.startsWith("/v1/jobs/")) {
            poll(exchange, path.substring("/v1/jobs/".length()));
        } else if (exchange.getRequestMethod().equals("POST")) {
            submit(exchange, path);
        } else {
            boolean known = path.matches("/v2/models/(noop|conv)");
            send(exchange, known ? 200 : 404, "{}");
        }
    }

    private void submit(HttpExchange exchange, String path) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int json =
                Integer.parseInt(
                        exchange.getRequestHeaders().getFirst("Inference-Header-Content-Length"));
        byte[] tensor = Arrays.copyOfRange(body, json, body.length);
        int number = submissions.getAndIncrement();
        stall(number);
        boolean lies = number % LIE_EVERY == LIE_EVERY - 1;
        String outputs = outputs(tensor, lies && lie == Lie.WRONG_OUTPUT);
        String id = lies && lie == Lie.SAME_ID ? "job_0" : "job_" + number;
        if (lies && lie == Lie.HANGS_UP) {
            exchange.close();
        } else if (lies && lie == Lie.REFUSES) {
            send(exchange, 429, "{\"code\":\"over-quota\"}");
        } else if (path.endsWith("/infer")) {
            send(exchange, 200, "{\"model_name\":\"m\"," + outputs + "}");
        } else {
            job(exchange, id, lies, outputs);
        }
    }

    private void job(HttpExchange exchange, String id, boolean lies, String outputs)
            throws IOException {
        String open = "{\"id\":\"%s\",\"state\":\"queued\",\"terminal\":false}".formatted(id);
        String ended =
                lies && lie == Lie.FAILS
                        ? """
                        {"id":"%s","state":"failed","terminal":true,"error":{"code":"bad-input"}}\
                        """
                                .formatted(id)
                        : """
                        {"id":"%s","state":"succeeded","terminal":true,"cache":{"status":"miss"},%s}\
                        """
                                .formatted(id, outputs);
        boolean async = "respond-async".equals(exchange.getRequestHeaders().getFirst("Prefer"));
        boolean never = lies && lie == Lie.NEVER_ENDS;
        boolean forgets = lies && lie == Lie.FORGETS;
        if (!forgets) {
            jobs.put(id, never ? open : ended);
        }
        send(exchange, async ? 202 : 200, async || never || forgets ? open : ended);
    }

    private void poll(HttpExchange exchange, String id) throws IOException {
        String job = jobs.get(id);
        send(exchange, job == null ? 404 : 200, job == null ? "{}" : job);
    }

    private String outputs(byte[] tensor, boolean wrong) {
        if (tensor.length == 64) {
            int[] data = new int[64];
            Arrays.setAll(data, i -> (tensor[i] & 0xFF) ^ (wrong && i == 63 ? 1 : 0));
            return outputs("UINT8", Arrays.toString(data));
        }
        float[] pixels = new float[tensor.length / Float.BYTES];
        ByteBuffer.wrap(tensor).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(pixels);
        float[] answer = conv.forward(pixels);
        answer[9] += wrong ? 0.01f : 0;
        return outputs("FP32", Arrays.toString(answer));
    }

    private static String outputs(String datatype, String data) {
        return "\"outputs\":[{\"name\":\"output\",\"datatype\":\"%s\",\"shape\":[1,%d],\"data\":%s}]"
                .formatted(datatype, datatype.equals("UINT8") ? 64 : 10, data);
    }

    private void stall(int number) {
        if (number == stallAt) {
            stalledUntil = System.nanoTime() + stall.toNanos();
        }
        long left = stalledUntil - System.nanoTime();
        if (stalledUntil != Long.MIN_VALUE && left > 0) {
            try {
                boolean cut = new CountDownLatch(1).await(left, TimeUnit.NANOSECONDS);
                if (cut) {
                    throw new IllegalStateException("nobody counts this down");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
