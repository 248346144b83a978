package io.forebay.results;

import java.net.InetSocketAddress;

/**
 * Where health checks and metrics are served.
 *
 * @param host to listen on
 * @param port 0 = any that is free
 */
public record OpsConfig(String host, Integer port) {

    public static final OpsConfig DEFAULT = new OpsConfig("127.0.0.1", 9084);

    public OpsConfig {
        host = host == null ? "127.0.0.1" : host;
        port = port == null ? Integer.valueOf(9084) : port;
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }
}
