package io.forebay.schemas.webhook;

import java.util.List;

/**
 * Where webhooks may go, beyond public addresses over TLS.
 *
 * @param http whether plain HTTP is allowed
 * @param ports that are allowed; an empty list allows all
 * @param addresses ranges that are allowed although they are not public, such as {@code
 *     127.0.0.0/8}
 */
public record TargetConfig(Boolean http, List<Integer> ports, List<String> addresses) {

    public static final TargetConfig DEFAULT = new TargetConfig(false, List.of(443), List.of());

    public TargetConfig {
        http = http == null ? Boolean.FALSE : http;
        ports = ports == null ? List.of(443) : List.copyOf(ports);
        addresses = addresses == null ? List.of() : List.copyOf(addresses);
        addresses.forEach(Cidr::parse);
        if (ports.stream().anyMatch(port -> port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("ports must be 1 to 65535, not " + ports);
        }
    }
}
