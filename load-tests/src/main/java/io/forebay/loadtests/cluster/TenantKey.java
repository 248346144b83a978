package io.forebay.loadtests.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A tenant and the key it calls with.
 *
 * @param text of the bearer token
 */
public record TenantKey(String tenant, String text) {

    private static final int BYTES = 24;
    private static final String ALGORITHM = "HmacSHA256";

    static TenantKey make(String tenant, RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new TenantKey(tenant, "fb_" + HexFormat.of().formatHex(bytes));
    }

    /** HMAC-SHA-256 of the key under the pepper, in hex: what a service is told of it. */
    String digest(String pepper) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(pepper.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "TenantKey[" + tenant + "]";
    }
}
