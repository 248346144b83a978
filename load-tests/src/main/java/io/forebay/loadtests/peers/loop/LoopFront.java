package io.forebay.loadtests.peers.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import redis.clients.jedis.RedisClient;

/**
 * HTTP in front of Kafka: sends a job to its model's topic, and answers with its end or at once.
 * Safe for use by several threads.
 */
public final class LoopFront {

    private static final int BACKLOG = 1024;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final KafkaProducer<String, byte[]> producer;
    private final Ends ends;

    private record Reply(int status, String body) {}

    private LoopFront(KafkaProducer<String, byte[]> producer, Ends ends) {
        this.producer = producer;
        this.ends = ends;
    }

    /** Arguments: its port, the broker as {@code host:port}, the port of Redis. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Ends ends = new Ends(RedisClient.create("127.0.0.1", Integer.parseInt(args[2])));
        ends.listen();
        LoopFront front = new LoopFront(producer(args[1]), ends);
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])),
                        BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", front::handle);
        server.start();
    }

    /** No acceptance without the broker's: {@code acks=all} and no duplicates are the defaults. */
    private static KafkaProducer<String, byte[]> producer(String broker) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker,
                        // A job is waited for; what comes meanwhile is a batch all the same.
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private void handle(HttpExchange exchange) throws IOException {
        Reply reply;
        try {
            reply = route(exchange);
        } catch (ExecutionException e) {
            reply = new Reply(503, "{\"code\":\"not-sent\"}");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply = new Reply(503, "{\"code\":\"closing\"}");
        }
        byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Reply route(HttpExchange exchange)
            throws IOException, ExecutionException, InterruptedException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        boolean get = exchange.getRequestMethod().equals("GET");
        if (path.length == 5 && path[2].equals("models") && path[4].equals("jobs") && !get) {
            return submit(path[3], exchange);
        }
        if (path.length == 4 && path[2].equals("jobs") && get) {
            boolean waits = exchange.getRequestURI().getQuery() != null;
            return poll(path[3], waits ? LONGEST_WAIT : Duration.ZERO);
        }
        // Asked by whoever waits for this process, and by ./forebay bench, which so can be run
        // against it by hand.
        boolean known = path.length == 4 && (path[2].equals("models") || path[1].equals("v2"));
        return known || exchange.getRequestURI().getPath().equals("/health/ready")
                ? new Reply(200, "{}")
                : new Reply(404, "{\"code\":\"not-found\"}");
    }

    private Reply submit(String model, HttpExchange exchange)
            throws IOException, ExecutionException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String length = exchange.getRequestHeaders().getFirst("Inference-Header-Content-Length");
        int head = length == null ? body.length : Integer.parseInt(length);
        JsonNode input = JSON.readTree(body, 0, head).path("inputs").path(0);
        if (input.path("parameters").path("binary_data_size").asInt() != body.length - head) {
            return new Reply(400, "{\"code\":\"bad-tensor\"}");
        }
        String id = UUID.randomUUID().toString();
        ProducerRecord<String, byte[]> job =
                new ProducerRecord<>(
                        LoopNames.TOPIC + model, id, Arrays.copyOfRange(body, head, body.length));
        String callback = exchange.getRequestHeaders().getFirst("Forebay-Callback");
        if (callback != null) {
            job.headers().add(LoopNames.CALLBACK, callback.getBytes(StandardCharsets.UTF_8));
        }
        if ("respond-async".equals(exchange.getRequestHeaders().getFirst("Prefer"))) {
            producer.send(job).get();
            return new Reply(202, queued(id));
        }
        CompletableFuture<String> end = ends.expect(id);
        producer.send(job).get();
        return ends.await(id, end, LONGEST_WAIT)
                .map(ended -> new Reply(200, ended))
                .orElseGet(() -> new Reply(202, queued(id)));
    }

    private Reply poll(String id, Duration longest) throws InterruptedException {
        Optional<String> end = ends.find(id, longest);
        return new Reply(200, end.orElseGet(() -> queued(id)));
    }

    private static String queued(String id) {
        return "{\"id\":\"%s\",\"state\":\"queued\",\"terminal\":false}".formatted(id);
    }
}
