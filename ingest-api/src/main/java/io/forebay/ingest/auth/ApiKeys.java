package io.forebay.ingest.auth;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The API keys of the configuration. Immutable. */
public final class ApiKeys {

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

    /** What the configuration keeps of a key, in hex. */
    public static String digest(byte[] pepper, String text) {
        return HexFormat.of().formatHex(KeyText.digest(pepper, text));
    }

    /** Whoever has this key. */
    public Optional<Caller> find(String text) {
        if (!text.startsWith(KeyText.PREFIX) || text.length() > KeyText.MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] digest = KeyText.digest(pepper, text);
        // The bucket is found by eight bytes of a hash, which tells nothing of the key; the rest is
        // compared in constant time.
        return byDigestStart.getOrDefault(start(digest), List.of()).stream()
                .filter(key -> MessageDigest.isEqual(key.digestBytes(), digest))
                .findFirst()
                .map(key -> Caller.of(key.tenant(), key.scopes()));
    }

    private static long start(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong();
    }
}
