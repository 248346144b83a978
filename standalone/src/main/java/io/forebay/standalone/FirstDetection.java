package io.forebay.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Posts one real picture to the detector, as a client would, and shows what it found. */
final class FirstDetection {

    private final URI server;
    private final String apiKey;

    FirstDetection(URI server, String apiKey) {
        this.server = server;
        this.apiKey = apiKey;
    }

    /**
     * The answer as lines of text.
     *
     * @throws IllegalStateException when the job did not succeed, with the server's own words
     */
    String run(String model, Path picture) {
        try {
            JsonNode job = post(model, picture);
            if (!"succeeded".equals(job.path("state").asText())) {
                throw new IllegalStateException("the first detection failed: " + job);
            }
            return describe(job);
        } catch (IOException e) {
            throw new UncheckedIOException("the first detection failed", e);
        }
    }

    private JsonNode post(String model, Path picture) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection)
                        server.resolve("/v1/models/" + model + "/jobs").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setReadTimeout(60_000);
        connection.setRequestProperty("Authorization", "Bearer " + apiKey);
        connection.setRequestProperty("Content-Type", "image/jpeg");
        connection.setRequestProperty("Prefer", "wait=30");
        try (OutputStream body = connection.getOutputStream()) {
            Files.copy(picture, body);
        }
        int status = connection.getResponseCode();
        try (var answer =
                status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            JsonNode read = new ObjectMapper().readTree(answer);
            if (status >= 400) {
                throw new IllegalStateException(
                        "the first detection was refused with %d: %s".formatted(status, read));
            }
            return read;
        }
    }

    private static String describe(JsonNode job) {
        StringBuilder text = new StringBuilder();
        for (JsonNode detection : job.path("detections")) {
            JsonNode box = detection.path("box");
            text.append(
                    String.format(
                            Locale.ROOT,
                            "    %-12s %.2f  at x %.0f to %.0f, y %.0f to %.0f%n",
                            detection.path("label").asText(),
                            detection.path("score").asDouble(),
                            box.path("x1").asDouble(),
                            box.path("x2").asDouble(),
                            box.path("y1").asDouble(),
                            box.path("y2").asDouble()));
        }
        text.append(
                "    (%s, cache %s, %s ms in all)"
                        .formatted(
                                job.path("id").asText(),
                                job.path("cache").path("status").asText(),
                                job.path("timings").path("totalMs").asText()));
        return text.toString();
    }
}
