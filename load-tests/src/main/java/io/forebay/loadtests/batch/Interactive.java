package io.forebay.loadtests.batch;

import io.forebay.loadtests.phase.Arrivals;
import io.forebay.loadtests.random.SeededBits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Single jobs at a steady rate, each waited for: an open loop, whose latency counts from when a job
 * was due.
 */
record Interactive(HttpClient http, URI url, String key, double rate) {

    private static final long MICROS = 1_000;
    private static final long LONGEST_MICROS = 120_000_000;

    /**
     * What came of it.
     *
     * @param failed jobs that were not answered with a result
     */
    record Outcome(long answered, int failed, double p50Ms, double p99Ms) {}

    /** Goes on for a duration, or until told to stop. */
    Outcome run(Duration atMost, BooleanSupplier stop, long seed) {
        Arrivals arrivals = Arrivals.of(Arrivals.Gaps.POISSON, rate, atMost, seed);
        Histogram micros = new ConcurrentHistogram(1, LONGEST_MICROS, 3);
        AtomicInteger failed = new AtomicInteger();
        SeededBits bits = new SeededBits(seed);
        try (ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (int job = 0; job < arrivals.count() && !stop.getAsBoolean(); job++) {
                long due = start + arrivals.offsetNanos(job);
                LockSupport.parkNanos(due - System.nanoTime());
                String body = "{" + LineSource.inputs(bits) + "}";
                jobs.execute(() -> {
                    if (isAnswered(body)) {
                        long took = (System.nanoTime() - due) / MICROS;
                        micros.recordValue(Math.clamp(took, 1, LONGEST_MICROS));
                    } else {
                        failed.incrementAndGet();
                    }
                });
            }
        }
        return new Outcome(
                micros.getTotalCount(),
                failed.get(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3);
    }

    private boolean isAnswered(String body) {
        try {
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(url.resolve("/v1/models/noop/jobs"))
                                    .header("Authorization", "Bearer " + key)
                                    .header("Content-Type", "application/json")
                                    .header("Prefer", "wait=30")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200
                    && response.body().contains("\"state\":\"succeeded\"");
        } catch (java.io.IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
