package io.forebay.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.loadtests.contract.Contract;
import io.forebay.loadtests.contract.Ledger;
import io.forebay.loadtests.contract.Observed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A client as a user would write it: the JDK's HTTP client and JSON. */
final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every answer is held against it. */
    private static final Contract CONTRACT = new Contract(document(), new Ledger());

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final String key;

    Api(URI server, String key) {
        this.server = server;
        this.key = key;
    }

    record Answer(int status, HttpResponse<byte[]> raw) {

        JsonNode json() {
            try {
                return JSON.readTree(raw.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        String code() {
            return json().path("code").asText();
        }
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    Answer post(String path, byte[] body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofByteArray(body)));
    }

    Answer post(String path, String json, String... headers) {
        return send(
                request(path, headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    Answer postFile(String path, Path file, String type, String... headers) {
        try {
            return send(
                    request(path, headers)
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofFile(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer put(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json)));
    }

    Answer patch(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(json)));
    }

    Answer delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    /** Opens a stream of server-sent events; to be closed. */
    EventStream events(String path, String... headers) {
        HttpRequest.Builder request = request(path, headers).timeout(Duration.ofMinutes(5));
        return EventStream.open(http, request.header("Accept", "text/event-stream").build());
    }

    private static JsonNode document() {
        try (InputStream yaml = Api.class.getResourceAsStream("/openapi.yaml")) {
            return JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path))
                        .timeout(Duration.ofSeconds(90))
                        .header("Authorization", "Bearer " + key);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpRequest sent = request.build();
            HttpResponse<byte[]> response = http.send(sent, BodyHandlers.ofByteArray());
            if (!isOfABalancer(response)) {
                hold(sent, response);
            }
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Pages of their own, in place of a node that does not answer; the contract is ours alone. */
    private static boolean isOfABalancer(HttpResponse<byte[]> response) {
        return Set.of(502, 503, 504).contains(response.statusCode())
                && response.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
    }

    private static void hold(HttpRequest sent, HttpResponse<byte[]> response) {
        CONTRACT.fault(
                        new Observed(
                                sent.method(),
                                sent.uri().getRawPath(),
                                response.statusCode(),
                                response.headers().firstValue("Content-Type").orElse(""),
                                response.body()))
                .ifPresent(fault -> {
                    throw new AssertionError(fault);
                });
    }
}
