package io.forebay.schemas.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Addresses that are nobody's on the public Internet: the special-purpose registries of IANA (RFC
 * 6890), what embeds IPv4 in IPv6, and the one metadata service that has a public address.
 *
 * <p>An IPv4-mapped address is an IPv4 address to the JDK, and is looked up as such.
 */
final class SpecialRanges {

    private static final List<Cidr> RANGES =
            Stream.of(
                            "0.0.0.0/8", // this network, RFC 1122
                            "10.0.0.0/8", // private, RFC 1918
                            "100.64.0.0/10", // shared (CGNAT), RFC 6598
                            "127.0.0.0/8", // loopback
                            "168.63.129.16/32", // Azure's host agent
                            "169.254.0.0/16", // link-local, and most metadata services
                            "172.16.0.0/12",
                            "192.0.0.0/24", // protocol assignments, RFC 6890
                            "192.0.2.0/24", // documentation, RFC 5737
                            "192.88.99.0/24", // 6to4 relays, RFC 7526
                            "192.168.0.0/16",
                            "198.18.0.0/15", // benchmarks, RFC 2544
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/4", // multicast
                            "240.0.0.0/4", // reserved, and broadcast
                            "::/96", // unspecified, loopback, IPv4-compatible
                            "64:ff9b::/96", // NAT64, RFC 6052
                            "64:ff9b:1::/48", // local NAT64, RFC 8215
                            "100::/64", // discard, RFC 6666
                            "2001::/23", // protocol assignments, with Teredo and ORCHID
                            "2001:db8::/32", // documentation
                            "2002::/16", // 6to4
                            "3fff::/20", // documentation, RFC 9637
                            "5f00::/16", // segment routing, RFC 9602
                            "fc00::/7", // unique local, RFC 4193
                            "fe80::/10", // link-local
                            "fec0::/10", // site-local, RFC 3879
                            "ff00::/8") // multicast
                    .map(Cidr::parse)
                    .toList();

    private SpecialRanges() {}

    /** The range that an address is in, if it is in one. */
    static Optional<Cidr> of(InetAddress address) {
        return RANGES.stream().filter(range -> range.contains(address)).findFirst();
    }
}
