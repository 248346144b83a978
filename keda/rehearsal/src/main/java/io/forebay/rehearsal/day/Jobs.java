package io.forebay.rehearsal.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Hands jobs in, remembers which were accepted, and asks at the end what became of each. A
 * submission that is not acknowledged is repeated under its key, as a careful client does. Safe for
 * use by several threads.
 */
public final class Jobs implements AutoCloseable {

    private static final int AT_ONCE = 32;
    private static final int ATTEMPTS = 100;
    private static final int PIXELS = 32 * 32;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger submitted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final URI api;
    private final String apiKey;
    private final String model;

    public Jobs(URI api, String apiKey, String model) {
        this.api = api;
        this.apiKey = apiKey;
        this.model = model;
    }

    /**
     * An accepted job.
     *
     * @param started when it was first given to a model; its end where none ran for it
     */
    public record Job(String id, String state, Instant created, Instant started) {

        /** From accepted to begun. */
        public Duration waited() {
            return Duration.between(created, started);
        }
    }

    /** Hands in one job, in the background. */
    public void submit() {
        int number = submitted.getAndIncrement();
        var _ = threads.submit(() -> hand(number));
    }

    public int submitted() {
        return submitted.get();
    }

    public int accepted() {
        return accepted.size();
    }

    /** Submissions that nobody ever acknowledged: not promised, so not lost. */
    public int refused() {
        return refused.get();
    }

    /**
     * What became of every accepted job; waits for those that have not ended.
     *
     * @param patience for each
     */
    public List<Job> outcomes(Duration patience) throws InterruptedException {
        List<Future<Job>> asked = new ArrayList<>();
        for (String id : accepted) {
            asked.add(threads.submit(() -> outcome(id, Instant.now().plus(patience))));
        }
        List<Job> jobs = new ArrayList<>();
        for (Future<Job> one : asked) {
            try {
                jobs.add(one.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a job could not be asked for", e.getCause());
            }
        }
        return jobs;
    }

    /** Whether it was acknowledged. */
    private boolean hand(int number) throws InterruptedException {
        slots.acquire();
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                HttpResponse<String> answer = post(number);
                if (answer != null && answer.statusCode() / 100 == 2) {
                    return accepted.add(json.readTree(answer.body()).path("id").asText());
                }
                Thread.sleep(200);
            }
        } catch (IOException e) {
            // Its answer is none: nothing was promised.
        } finally {
            slots.release();
        }
        refused.incrementAndGet();
        return false;
    }

    private @Nullable HttpResponse<String> post(int number) throws InterruptedException {
        try {
            return http.send(
                    request("/v1/models/" + model + "/jobs")
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", "\"rehearsal-" + number + "\"")
                            .POST(HttpRequest.BodyPublishers.ofString(tensor(number)))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            return null; // not acknowledged: again under the same key
        }
    }

    private Job outcome(String id, Instant until) throws InterruptedException, IOException {
        slots.acquire();
        try {
            while (true) {
                HttpResponse<String> answer =
                        http.send(
                                request("/v1/jobs/" + id + "?wait=5s").GET().build(),
                                BodyHandlers.ofString());
                JsonNode job = json.readTree(answer.body());
                if (job.path("terminal").asBoolean() || Instant.now().isAfter(until)) {
                    Instant created = Instant.parse(job.path("createdAt").asText());
                    String begun = job.path("startedAt").asText(job.path("finishedAt").asText(""));
                    return new Job(
                            id,
                            job.path("state").asText(),
                            created,
                            begun.isEmpty() ? Instant.now() : Instant.parse(begun));
                }
            }
        } finally {
            slots.release();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + apiKey);
    }

    /** A picture that no other job has. */
    private static String tensor(int seed) {
        Random random = new Random(seed);
        StringBuilder data = new StringBuilder(2 * PIXELS);
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            data.append(pixel == 0 ? "" : ",").append(random.nextInt(2));
        }
        return """
        {"inputs":[{"name":"image","shape":[1,1,32,32],"datatype":"FP32","data":[%s]}]}\
        """
                .formatted(data);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }
}
