package io.forebay.loadtests.streams;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.workload.InputTensor;
import io.forebay.loadtests.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Submits jobs that wait for a worker. */
record Submissions(Target target, Workload workload, long seed) {

    private static final int AT_ONCE = 16;

    /**
     * The ids of that many new jobs.
     *
     * @throws IllegalStateException when one is not accepted
     */
    List<String> submit(int count) throws InterruptedException {
        List<String> ids = new ArrayList<>(count);
        try (HttpClient http =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<String>> all = new ArrayList<>();
            for (int job = 0; job < count; job++) {
                long content = seed + job;
                all.add(threads.submit(() -> submit(http, content)));
            }
            for (Future<String> one : all) {
                ids.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a job was not accepted", e.getCause());
        }
        return ids;
    }

    private String submit(HttpClient http, long content) throws InterruptedException {
        byte[] json = json().getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[json.length + workload.bytes()];
        System.arraycopy(json, 0, body, 0, json.length);
        workload.fill(content, body, json.length);
        HttpRequest request =
                HttpRequest.newBuilder(
                                target.url().resolve("/v1/models/" + workload.model() + "/jobs"))
                        .header("Authorization", "Bearer " + target.apiKey())
                        .header("Content-Type", "application/octet-stream")
                        .header("Inference-Header-Content-Length", Integer.toString(json.length))
                        .header("Cache-Control", "no-store")
                        .timeout(target.timeout())
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 202) {
                throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
            }
            return new JsonMapper().readTree(answer.body()).path("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String json() {
        return workload.inputs().stream()
                .map(Submissions::json)
                .collect(Collectors.joining(",", "{\"inputs\":[", "]}"));
    }

    private static String json(InputTensor input) {
        return """
        {"name":"%s","datatype":"%s","shape":%s,"parameters":{"binary_data_size":%d}}\
        """
                .formatted(input.name(), input.datatype(), input.shape(), input.bytes());
    }
}
