package io.forebay.loadtests.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The ingest nodes, any of which may be away. Safe for use by several threads. */
public final class Nodes implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final List<URI> nodes;
    private final Duration timeout;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    /**
     * @param timeout of a call; what has not been answered by then is unknown
     */
    public Nodes(List<URI> nodes, Duration timeout) {
        this.nodes = List.copyOf(nodes);
        this.timeout = timeout;
    }

    /**
     * @param choice any number, which says the node
     */
    public Outcome get(int choice, String apiKey, String path) throws InterruptedException {
        return send(request(choice, apiKey, path).GET().build());
    }

    /** Posts JSON. */
    public Outcome post(
            int choice, String apiKey, String path, String body, Map<String, String> headers)
            throws InterruptedException {
        HttpRequest.Builder request =
                request(choice, apiKey, path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    /**
     * Opens a stream of lines, which the caller closes.
     *
     * @throws IOException when the node does not answer with 200
     */
    public Stream<String> lines(int choice, String apiKey, String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(choice, apiKey, path).GET();
        headers.forEach(request::header);
        HttpResponse<Stream<String>> answer =
                http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw new IOException("status " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(int choice, String apiKey, String path) {
        URI node = nodes.get(Math.floorMod(choice, nodes.size()));
        return HttpRequest.newBuilder(node.resolve(path))
                .timeout(timeout)
                .header("Authorization", "Bearer " + apiKey);
    }

    private Outcome send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Outcome.Answered(
                    answer.statusCode(),
                    json(answer.body()),
                    answer.body(),
                    name -> answer.headers().firstValue(name).orElse(""));
        } catch (IOException e) {
            return new Outcome.Unknown(e.getClass().getSimpleName());
        }
    }

    private static JsonNode json(String body) {
        try {
            return body.startsWith("{") ? MAPPER.readTree(body) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
