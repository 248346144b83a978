package io.forebay.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what refused answers say. */
final class Problems {

    /** A problem may show a job with its outputs; what is longer is cut, and then is no JSON. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final int SHOWN = 200;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private Problems() {}

    static ServerProblem read(HttpResponse<InputStream> response) {
        byte[] bytes = bytes(response);
        JsonNode json = Json.lenient(bytes);
        boolean ours = json.path("code").isTextual();
        return new ServerProblem(
                response.statusCode(),
                ours ? json.path("code").asText() : "http-" + response.statusCode(),
                ours ? json.path("detail").asText() : shown(bytes),
                retryAfter(response),
                json);
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        // The header's other form, a date, is one that our servers never send.
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private static byte[] bytes(HttpResponse<InputStream> response) {
        try (InputStream body = GuardedStream.of(response.body())) {
            return body.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static String shown(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
