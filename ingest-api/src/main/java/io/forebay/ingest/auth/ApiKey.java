package io.forebay.ingest.auth;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An API key as the service knows it: not the key, but its digest.
 *
 * @param tenant letters, digits, {@code .}, {@code _} and {@code -}
 * @param digest hex of SHA-256 over the key's text, or of HMAC-SHA-256 under the pepper when there
 *     is one; the key's 160 random bits need no slow hash
 */
public record ApiKey(String tenant, String digest, Set<Scope> scopes) {

    private static final Pattern TENANT = Pattern.compile("[\\w.-]{1,64}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public ApiKey {
        if (tenant == null || !isTenant(tenant)) {
            throw new IllegalArgumentException(
                    "tenant must be 1 to 64 letters, digits, '.', '_' and '-'");
        }
        digest = digest == null ? "" : digest.toLowerCase(Locale.ROOT);
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException(
                    "digest of a key of tenant '" + tenant + "' must be 64 hex digits");
        }
        scopes = scopes == null ? Set.of(Scope.SUBMIT, Scope.READ) : Set.copyOf(scopes);
    }

    /** Whether a tenant may be called so. */
    public static boolean isTenant(String name) {
        return TENANT.matcher(name).matches();
    }

    byte[] digestBytes() {
        return HexFormat.of().parseHex(digest);
    }

    @Override
    public String toString() {
        return "ApiKey[tenant=%s, scopes=%s]".formatted(tenant, scopes);
    }
}
