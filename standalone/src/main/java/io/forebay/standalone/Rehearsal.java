package io.forebay.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Many jobs at once for some seconds, before the first real one: a start cache (JEP 515) that is
 * made of a process that did this tells its successors which code is hot, so that they compile it
 * at once instead of finding out again under their users' load (docs/benchmarks.md says what that
 * saves).
 */
final class Rehearsal {

    /** Small enough that what is practised is Forebay, not the model. */
    private static final String MODEL = "digits";

    private static final int SIDE = 32;
    private static final int CLIENTS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI submit;
    private final String apiKey;
    private final AtomicLong jobs = new AtomicLong();

    Rehearsal(URI server, String apiKey) {
        this.submit = server.resolve("/v1/models/" + MODEL + "/jobs");
        this.apiKey = apiKey;
    }

    /**
     * Returns how many jobs were done.
     *
     * @throws IllegalStateException when one did not succeed, with the server's own words
     */
    long run(Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running =
                    IntStream.range(0, CLIENTS)
                            .<Future<?>>mapToObj(_ -> clients.submit(() -> client(http, end)))
                            .toList();
            for (Future<?> client : running) {
                client.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the rehearsal failed", e.getCause());
        }
        return jobs.get();
    }

    /** One job after the other, each with a picture of its own. */
    private Void client(HttpClient http, long end) throws IOException, InterruptedException {
        while (System.nanoTime() < end) {
            long job = jobs.incrementAndGet();
            HttpResponse<String> answer =
                    http.send(job % 2 == 0 ? binary(job) : json(job), BodyHandlers.ofString());
            if (answer.statusCode() != 200 || !answer.body().contains("\"succeeded\"")) {
                throw new IllegalStateException(
                        "a job of the rehearsal was answered with %d: %s"
                                .formatted(answer.statusCode(), answer.body()));
            }
        }
        return null;
    }

    private HttpRequest binary(long job) {
        byte[] head =
                """
                {"inputs":[{"name":"image","datatype":"FP32","shape":[1,1,%1$d,%1$d],\
                "parameters":{"binary_data_size":%2$d}}]}\
                """
                        .formatted(SIDE, SIDE * SIDE * Float.BYTES)
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer body =
                ByteBuffer.allocate(head.length + SIDE * SIDE * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(head);
        for (int at = 0; at < SIDE * SIDE; at++) {
            body.putFloat(pixel(job, at));
        }
        return request()
                .header("Content-Type", "application/octet-stream")
                .header("Inference-Header-Content-Length", Integer.toString(head.length))
                .POST(BodyPublishers.ofByteArray(body.array()))
                .build();
    }

    private HttpRequest json(long job) {
        StringBuilder body =
                new StringBuilder(
                        """
                        {"inputs":[{"name":"image","datatype":"FP32","shape":[1,1,%1$d,%1$d],"data":[\
                        """
                                .formatted(SIDE));
        for (int at = 0; at < SIDE * SIDE; at++) {
            body.append(at == 0 ? "" : ",").append(pixel(job, at));
        }
        return request()
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.append("]}]}").toString()))
                .build();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(submit)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + apiKey)
                .header("Prefer", "wait=30");
    }

    /** No two jobs alike, so that each is computed. */
    private static float pixel(long job, int at) {
        return at == 0 ? job : (job + at) % 7 / 7f;
    }
}
