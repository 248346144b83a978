package io.forebay.loadtests.job;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The instance under load.
 *
 * @param url {@code http://host:port}
 * @param apiKey the bearer token; empty for none
 * @param timeout how long one job may take from its submission to its end
 * @param headers what every request says besides
 */
public record Target(URI url, String apiKey, Duration timeout, Map<String, String> headers) {

    private static final int HTTP_PORT = 80;

    public Target(URI url, String apiKey, Duration timeout) {
        this(url, apiKey, timeout, Map.of());
    }

    public Target {
        headers = Map.copyOf(headers);
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("url must be http://host[:port], not " + url);
        }
        if (apiKey.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("the API key has characters no key has");
        }
    }

    /** Where to connect. */
    public InetSocketAddress address() {
        return new InetSocketAddress(url.getHost(), url.getPort() < 0 ? HTTP_PORT : url.getPort());
    }

    /** The same with one more header. */
    public Target with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Target(url, apiKey, timeout, more);
    }

    /** The lines of a head that every request has. */
    String commonHeaders() {
        StringBuilder lines = new StringBuilder("Host: " + url.getRawAuthority() + "\r\n");
        if (!apiKey.isEmpty()) {
            lines.append("Authorization: Bearer ").append(apiKey).append("\r\n");
        }
        headers.forEach((name, value) -> lines.append(name + ": " + value + "\r\n"));
        return lines.toString();
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
