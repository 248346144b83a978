package io.forebay.schemas.trace;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where spans go, and of how many jobs.
 *
 * @param endpoint URL of a collector that takes OTLP over HTTP, such as {@code
 *     http://collector:4318}; empty = no spans are made
 * @param sampleRatio share of the requests without a trace context of which spans are made, 0 to 1;
 *     a request with one is traced when its caller is
 */
public record TracingConfig(String endpoint, Double sampleRatio) {

    public static final TracingConfig DEFAULT = new TracingConfig(null, null);

    private static final String PATH = "/v1/traces";

    public TracingConfig(@Nullable String endpoint, @Nullable Double sampleRatio) {
        this.endpoint = endpoint == null ? "" : endpoint;
        this.sampleRatio = sampleRatio == null ? 0.01 : sampleRatio;
        if (!this.endpoint.isEmpty() && !this.endpoint.matches("https?://[^/?#]+(/[^?#]*)?")) {
            throw new IllegalArgumentException(
                    "endpoint must be a URL such as http://collector:4318, not " + this.endpoint);
        }
        if (!(this.sampleRatio >= 0 && this.sampleRatio <= 1)) {
            throw new IllegalArgumentException(
                    "sample-ratio must be 0 to 1, not " + this.sampleRatio);
        }
    }

    public boolean makesSpans() {
        return !endpoint.isEmpty();
    }

    /** With the path of OTLP, unless the endpoint has one of its own. */
    String url() {
        String path = URI.create(endpoint).getPath();
        return switch (path) {
            case "" -> endpoint + PATH;
            case "/" -> endpoint + PATH.substring(1);
            default -> endpoint;
        };
    }
}
