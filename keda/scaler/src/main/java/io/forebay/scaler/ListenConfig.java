package io.forebay.scaler;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.InetSocketAddress;

/**
 * Where to listen.
 *
 * @param port 0 = any that is free
 */
public record ListenConfig(String host, int port) {

    public ListenConfig {
        host = host == null ? "127.0.0.1" : host;
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
    }

    @JsonIgnore
    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }
}
