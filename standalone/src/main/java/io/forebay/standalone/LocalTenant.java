package io.forebay.standalone;

import io.forebay.ingest.auth.ApiKeys;
import io.forebay.ingest.auth.Scope;
import io.forebay.standalone.home.Home;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;

/**
 * The one tenant of a standalone Forebay.
 *
 * @param apiKey allows everything
 */
record LocalTenant(String name, String apiKey) {

    private static final String NAME = "local";

    /** The tenant of this home, whose key is made at the first start. */
    static LocalTenant of(Home home) {
        return new LocalTenant(
                NAME,
                home.secret(
                        "api-key",
                        () ->
                                ApiKeys.issue(new SecureRandom(), NAME, EnumSet.allOf(Scope.class))
                                        .text()));
    }

    /** SHA-256 of the key, in hex. */
    String apiKeyDigest() {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(apiKey.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "LocalTenant[" + name + "]";
    }
}
