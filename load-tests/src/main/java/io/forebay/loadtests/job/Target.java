package io.forebay.loadtests.job;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/**
 * The instance under load.
 *
 * @param url {@code http://host:port}
 * @param apiKey the bearer token; empty for none
 * @param timeout how long one job may take from its submission to its end
 */
public record Target(URI url, String apiKey, Duration timeout) {

    private static final int HTTP_PORT = 80;

    public Target {
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

    /** The lines of a head that every request has. */
    String commonHeaders() {
        String host = "Host: " + url.getRawAuthority() + "\r\n";
        return apiKey.isEmpty() ? host : host + "Authorization: Bearer " + apiKey + "\r\n";
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
