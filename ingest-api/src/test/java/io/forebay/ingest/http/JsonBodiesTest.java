package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;

import io.forebay.ingest.http.TestingServer.Reply;
import io.forebay.schemas.id.Route;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation that reads a small JSON object refuses alike what is none. */
final class JsonBodiesTest {

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/batches, invalid-input",
        "PUT, /v1/jobs/{id}/callback, invalid-callback",
        "POST, /v1/jobs/{id}/deliveries, invalid-callback",
        "POST, /v1/webhook-endpoints, invalid-callback",
        "PATCH, /v1/webhook-endpoints/{endpoint}, invalid-callback",
        "POST, /v1/webhook-endpoints/{endpoint}/rotate, invalid-callback",
        "POST, /v1/callback-secret/rotate, invalid-callback",
        "PUT, /v1/models/sum/versions/1, invalid-input",
        "POST, /v1/keys, invalid-key",
        "POST, /v1/keys/{key}/rotate, invalid-key"
    })
    void refusesWhatIsNoSuchObject(String method, String template, String code) {
        String place =
                server.post("/v1/webhook-endpoints", "{\"url\":\"https://a.example/\"}")
                        .header("Location");
        String key = server.send(request("POST", "/v1/keys", "{}")).json().path("id").asText();
        String path =
                template.replace("{id}", server.mint.mint("acme", new Route(5)).text())
                        .replace("{key}", key)
                        .replace("{endpoint}", place.substring(place.lastIndexOf('/') + 1));

        assertProblem(send(method, path, "{"), 400, "malformed-request");
        assertProblem(send(method, path, "{\"nonsense\":1}"), 422, code);
        assertProblem(tooLarge(method, path), 413, "payload-too-large");
        assertProblem(
                server.send(request(method, path, "{}").header("Content-Encoding", "gzip")),
                415,
                "unsupported-media-type");
    }

    private Reply send(String method, String path, String body) {
        return server.send(request(method, path, body));
    }

    /** Asks before it sends, so that the answer cannot be lost behind what nobody reads. */
    private Reply tooLarge(String method, String path) {
        return server.send(
                request(method, path, " ".repeat(TestingServer.BODY_LIMIT + 1))
                        .expectContinue(true));
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        boolean operates = path.startsWith("/v1/models/") || path.startsWith("/v1/keys");
        String key = operates ? server.operatorKey : server.key;
        return server.request(path)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
    }
}
