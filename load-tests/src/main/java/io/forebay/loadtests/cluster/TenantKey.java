package io.forebay.loadtests.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * A tenant and the key it calls with.
 *
 * @param text of the bearer token
 */
public record TenantKey(String tenant, String text) {

    private static final int BYTES = 24;

    static TenantKey make(String tenant, RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new TenantKey(tenant, "fb_" + HexFormat.of().formatHex(bytes));
    }

    /** SHA-256 of the key, in hex: what a service is told of it. */
    String digest() {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "TenantKey[" + tenant + "]";
    }
}
