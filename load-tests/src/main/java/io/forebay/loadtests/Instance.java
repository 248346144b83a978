package io.forebay.loadtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.loadtests.job.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What is asked of the instance once, before the load. */
public final class Instance {

    /** Of the one request; the target's own timeout says how long a job may take. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Target target;

    public Instance(Target target) {
        this.target = target;
    }

    /**
     * The Open Inference Protocol's metadata of a model.
     *
     * @throws IllegalArgumentException when the instance does not know the model, or does not
     *     answer
     */
    public JsonNode metadata(String model) throws InterruptedException {
        URI uri = target.url().resolve("/v2/models/" + model);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        if (!target.apiKey().isEmpty()) {
            request.header("Authorization", "Bearer " + target.apiKey());
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalArgumentException(
                        "status %d for the model '%s' at %s: is it applied?"
                                .formatted(answer.statusCode(), model, uri));
            }
            return new JsonMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalArgumentException("no answer from " + uri, e);
        }
    }
}
