package io.forebay.ingest.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text of an API key: {@code fb_}, 8 hex digits that name it, 40 that are its secret (160
 * bits), and 8 of a CRC-32 over both, by which a scanner of leaked secrets knows one and a slip of
 * the hand is found.
 */
public record KeyText(String text) {

    static final String PREFIX = "fb_";
    static final int MAX_LENGTH = 256;

    private static final int ID_BYTES = 4;
    private static final int SECRET_BYTES = 20;
    private static final int ID_END = PREFIX.length() + 2 * ID_BYTES;
    private static final int BODY_END = ID_END + 2 * SECRET_BYTES;
    private static final Pattern FORM = Pattern.compile("fb_[0-9a-f]{56}");

    public KeyText {
        if (!FORM.matcher(text).matches() || !text.endsWith(checksum(text))) {
            throw new IllegalArgumentException("no text of an API key");
        }
    }

    /** A new one. */
    public static KeyText make(RandomGenerator random) {
        byte[] bytes = new byte[ID_BYTES + SECRET_BYTES];
        random.nextBytes(bytes);
        String body = PREFIX + HexFormat.of().formatHex(bytes);
        return new KeyText(body + checksum(body));
    }

    /** The text, when it has the form of a key and its checksum is right. */
    static Optional<KeyText> parse(String text) {
        return FORM.matcher(text).matches() && text.endsWith(checksum(text))
                ? Optional.of(new KeyText(text))
                : Optional.empty();
    }

    /** What the key is called; no secret. */
    public String id() {
        return text.substring(PREFIX.length(), ID_END);
    }

    /**
     * What is kept of a key: HMAC-SHA-256 under the pepper, or SHA-256 when that is empty. 160
     * random bits need no slow hash.
     */
    static byte[] digest(byte[] pepper, String text) {
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

    private static String checksum(String text) {
        CRC32 checksum = new CRC32();
        checksum.update(
                text.substring(PREFIX.length(), BODY_END).getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "KeyText[" + id() + "]";
    }
}
