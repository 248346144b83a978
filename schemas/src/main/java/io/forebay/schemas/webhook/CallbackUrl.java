package io.forebay.schemas.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A URL that calls can go to, taken apart once, so that what is checked is what is called.
 *
 * @param secure whether it is called over TLS
 * @param host in lower case, without brackets or a dot at its end
 * @param port never implied
 * @param resource path and query, as they stand in a request
 */
public record CallbackUrl(boolean secure, String host, int port, String resource) {

    /** Characters; longer ones are refused by many servers. */
    public static final int MAX_LENGTH = 2048;

    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]*");
    private static final Pattern CANONICAL_IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.|$)){4}");

    /** What resolvers take for an IPv4 address, in whatever spelling (WHATWG URL, 3.5). */
    private static final Pattern ENDS_IN_A_NUMBER =
            Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** What a text turned out to be. */
    public sealed interface Reading {

        record Sound(CallbackUrl url) implements Reading {}

        /**
         * @param reason for whoever wrote it
         */
        record Refused(String reason) implements Reading {}
    }

    /** Reads an absolute {@code http} or {@code https} URL, strictly. */
    public static Reading read(String text) {
        if (text.length() > MAX_LENGTH || !VISIBLE.matcher(text).matches()) {
            return refused(
                    "expected at most %d visible ASCII characters; international names in Punycode"
                            .formatted(MAX_LENGTH));
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return refused("is no URL: " + e.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return refused("expected https://");
        }
        if (uri.isOpaque() || uri.getHost() == null) {
            return refused("expected a host name or a canonical IP address");
        }
        if (uri.getRawUserInfo() != null) {
            return refused("user names and passwords are not allowed");
        }
        if (uri.getRawFragment() != null) {
            return refused("a fragment is never sent");
        }
        return read(uri, scheme.equals("https"));
    }

    private static Reading read(URI uri, boolean secure) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
            if (!isCanonicalIpv6(host)) {
                return refused("expected an IPv6 address without a zone or an IPv4 address in it");
            }
        } else if (ENDS_IN_A_NUMBER.matcher(host).matches()
                && !CANONICAL_IPV4.matcher(host).matches()) {
            return refused("expected an IPv4 address as four decimal numbers");
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS : HTTP;
        if (host.isEmpty() || port < 1 || port > 65_535) {
            return refused("expected a host and a port from 1 to 65535");
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery();
        return new Reading.Sound(
                new CallbackUrl(secure, host, port, query == null ? path : path + "?" + query));
    }

    /** The address that stands in place of a name, if one does. */
    public Optional<InetAddress> literal() {
        return host.indexOf(':') >= 0 || CANONICAL_IPV4.matcher(host).matches()
                ? Optional.of(InetAddress.ofLiteral(host))
                : Optional.empty();
    }

    /** Host and port as in a {@code Host} header. */
    public String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? HTTPS : HTTP) ? name : name + ":" + port;
    }

    /** For logs and answers: a query may hold secrets. */
    public String withoutQuery() {
        int query = resource.indexOf('?');
        return (secure ? "https://" : "http://")
                + authority()
                + (query < 0 ? resource : resource.substring(0, query));
    }

    private static boolean isCanonicalIpv6(String text) {
        try {
            return text.indexOf('%') < 0
                    && text.indexOf('.') < 0
                    && InetAddress.ofLiteral(text) instanceof Inet6Address;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Reading refused(String reason) {
        return new Reading.Refused(reason);
    }
}
