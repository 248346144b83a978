package io.forebay.dispatcher;

import org.jspecify.annotations.Nullable;

/**
 * Where health and metrics are served.
 *
 * @param port 0 = any free one
 */
public record OpsConfig(String host, Integer port) {

    public static final OpsConfig DEFAULT = new OpsConfig(null, null);

    public OpsConfig(@Nullable String host, @Nullable Integer port) {
        this.host = host == null ? "127.0.0.1" : host;
        this.port = port == null ? 9401 : port;
        if (this.port < 0 || this.port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + this.port);
        }
    }
}
