package io.forebay.ingest.http;

/**
 * @param host address to listen on
 * @param port 0 for any that is free
 * @param bodyLimit of a request
 * @param maxConnections at once
 * @param streams answers that stay open
 * @param tls HTTPS in place of HTTP
 * @param console whether the console is served at {@code /}
 */
public record ServerConfig(
        String host,
        Integer port,
        DataSize bodyLimit,
        Integer maxConnections,
        StreamsConfig streams,
        TlsConfig tls,
        Boolean console) {

    public static final ServerConfig DEFAULT =
            new ServerConfig(
                    "0.0.0.0",
                    8080,
                    DataSize.parse("32MiB"),
                    25_000,
                    StreamsConfig.DEFAULT,
                    TlsConfig.NONE,
                    true);

    private static final long LARGEST_BODY = 1L << 30;

    public ServerConfig {
        host = host == null ? "0.0.0.0" : host;
        port = port == null ? 8080 : port;
        bodyLimit = bodyLimit == null ? DataSize.parse("32MiB") : bodyLimit;
        maxConnections = maxConnections == null ? 25_000 : maxConnections;
        streams = streams == null ? StreamsConfig.DEFAULT : streams;
        tls = tls == null ? TlsConfig.NONE : tls;
        console = console == null || console;
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        if (bodyLimit.bytes() < 1 || bodyLimit.bytes() > LARGEST_BODY) {
            throw new IllegalArgumentException("body-limit must be 1B to 1GiB, not " + bodyLimit);
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException(
                    "max-connections must be at least 1, not " + maxConnections);
        }
    }

    /** Bytes of a request's body. */
    public int bodyLimitBytes() {
        return (int) bodyLimit.bytes();
    }
}
