package io.forebay.ingest.cursor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals cursors, so that one of another tenant, of another list, or that was made up is refused
 * without a look at any store. Safe for use by several threads.
 *
 * <p>The seal is HMAC-SHA-256, cut to 64 bits.
 */
public final class CursorSeal {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 8;

    /** Longer than any cursor: 1024 partitions of 9 bytes. */
    private static final int MOST_CHARACTERS = 16_384;

    private final SecretKey secret;

    /**
     * @param secret the same on every ingest node
     */
    public CursorSeal(byte[] secret) {
        byte[] label = "forebay-cursor:".getBytes(StandardCharsets.US_ASCII);
        byte[] key = Arrays.copyOf(label, label.length + secret.length);
        System.arraycopy(secret, 0, key, label.length, secret.length);
        this.secret = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * The text of a cursor, in characters that need no escape in a URL.
     *
     * @param list whose cursor it is
     */
    public String seal(String list, String tenant, byte[] body) {
        byte[] sealed =
                ByteBuffer.allocate(MAC_BYTES + body.length)
                        .put(mac(list, tenant, body))
                        .put(body)
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** What was sealed; empty when the text is not a cursor of this tenant's list. */
    public Optional<byte[]> open(String list, String tenant, String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(text);
            if (sealed.length < MAC_BYTES) {
                return Optional.empty();
            }
            byte[] body = Arrays.copyOfRange(sealed, MAC_BYTES, sealed.length);
            byte[] seal = Arrays.copyOf(sealed, MAC_BYTES);
            return MessageDigest.isEqual(seal, mac(list, tenant, body))
                    ? Optional.of(body)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] mac(String list, String tenant, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            for (String part : new String[] {list, tenant}) {
                byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
                mac.update(utf8);
            }
            return Arrays.copyOf(mac.doFinal(body), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
