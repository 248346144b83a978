package io.forebay.schemas.webhook;

import java.net.InetAddress;

/**
 * A range of addresses.
 *
 * @param base any address in it
 * @param prefix bits that all of them share
 */
record Cidr(InetAddress base, int prefix) {

    Cidr {
        int bits = base.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "the prefix of %s must be 0 to %d, not %d"
                            .formatted(base.getHostAddress(), bits, prefix));
        }
    }

    /**
     * Such as {@code 10.0.0.0/8} or {@code fc00::/7}.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "expected a range such as 10.0.0.0/8 or fc00::/7, not " + text);
        }
        return new Cidr(
                InetAddress.ofLiteral(text.substring(0, slash)),
                Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int at = bit / Byte.SIZE;
            int mask = 0xFF << Math.max(0, Byte.SIZE - (prefix - bit)) & 0xFF;
            if ((ours[at] & mask) != (theirs[at] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefix;
    }
}
