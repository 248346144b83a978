package io.forebay.client;

import java.net.URI;
import java.time.Duration;

/**
 * Where Forebay is, and how patient its client is.
 *
 * @param server such as {@code http://127.0.0.1:8080}
 * @param apiKey {@code fb_...}
 * @param connectTimeout for one connection
 * @param answerTimeout from a request to the first byte of its answer, beside what it asked to wait
 */
public record ClientConfig(
        URI server, String apiKey, Duration connectTimeout, Duration answerTimeout, Retry retry) {

    public ClientConfig {
        String scheme = String.valueOf(server.getScheme());
        boolean http = scheme.equals("http") || scheme.equals("https");
        if (!http || server.getHost() == null) {
            throw new IllegalArgumentException(
                    "the server must be http://host[:port] or https://host[:port], not '"
                            + server
                            + "'");
        }
    }

    /** With the usual patience. */
    public static ClientConfig of(URI server, String apiKey) {
        return new ClientConfig(
                server, apiKey, Duration.ofSeconds(5), Duration.ofSeconds(30), Retry.DEFAULT);
    }

    public ClientConfig with(Retry other) {
        return new ClientConfig(server, apiKey, connectTimeout, answerTimeout, other);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ClientConfig[%s]".formatted(server);
    }
}
