package io.forebay.standalone;

import io.forebay.ingest.auth.ApiKeys;
import io.forebay.ingest.auth.KeyText;
import io.forebay.standalone.home.Home;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

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
                NAME, home.secret("api-key", () -> KeyText.make(new SecureRandom()).text()));
    }

    /**
     * What the configuration keeps of the key, in hex.
     *
     * @param pepper empty for plain SHA-256
     */
    String apiKeyDigest(String pepper) {
        return ApiKeys.digest(pepper.getBytes(StandardCharsets.UTF_8), apiKey);
    }

    @Override
    public String toString() {
        return "LocalTenant[" + name + "]";
    }
}
