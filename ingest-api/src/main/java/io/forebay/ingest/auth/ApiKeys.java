package io.forebay.ingest.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The API keys that are valid. Immutable. */
public final class ApiKeys {

    private static final String PREFIX = "fb_";
    private static final int ID_BYTES = 4;
    private static final int SECRET_BYTES = 20;
    private static final int MAX_LENGTH = 256;

    private final byte[] pepper;
    private final Map<Long, List<ApiKey>> byDigestStart;

    /**
     * @param pepper secret of the service under which the keys were digested; empty when they are
     *     plain SHA-256
     */
    public ApiKeys(byte[] pepper, List<ApiKey> keys) {
        this.pepper = pepper.clone();
        this.byDigestStart =
                new HashMap<>(
                        keys.stream()
                                .collect(Collectors.groupingBy(key -> start(key.digestBytes()))));
    }

    /** A new key: its text, to be shown once, and what to keep of it. */
    public static Issued issue(RandomGenerator random, String tenant, Set<Scope> scopes) {
        byte[] bytes = new byte[ID_BYTES + SECRET_BYTES];
        random.nextBytes(bytes);
        String body = HexFormat.of().formatHex(bytes);
        java.util.zip.CRC32 checksum = new java.util.zip.CRC32();
        checksum.update(body.getBytes(StandardCharsets.US_ASCII));
        String text = PREFIX + body + HexFormat.of().toHexDigits((int) checksum.getValue());
        String digest = HexFormat.of().formatHex(digest(new byte[0], text));
        return new Issued(text, new ApiKey(tenant, digest, scopes));
    }

    /** A key's text and what is kept of it. */
    public record Issued(String text, ApiKey key) {

        @Override
        public String toString() {
            return "Issued[" + key + "]";
        }
    }

    /** Whoever has this key. */
    public Optional<Caller> find(String text) {
        if (!text.startsWith(PREFIX) || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] digest = digest(pepper, text);
        // The bucket is found by eight bytes of a hash, which tells nothing of the key; the rest is
        // compared in constant time.
        return byDigestStart.getOrDefault(start(digest), List.of()).stream()
                .filter(key -> MessageDigest.isEqual(key.digestBytes(), digest))
                .findFirst()
                .map(key -> new Caller(key.tenant(), key.scopes()));
    }

    private static long start(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong();
    }

    private static byte[] digest(byte[] pepper, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (pepper.length == 0) {
                return MessageDigest.getInstance("SHA-256").digest(utf8);
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pepper, "HmacSHA256"));
            return mac.doFinal(utf8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
