package io.forebay.schemas.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Secrets and keys as Standard Webhooks 1.0 writes them. */
public final class SigningSecrets {

    private static final String SECRET = "whsec_";
    private static final String PUBLIC = "whpk_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;
    private static final int USUAL_BYTES = 32;
    private static final int ED25519_BYTES = 32;

    private SigningSecrets() {}

    /**
     * A new pair.
     *
     * @param seed of the private key
     * @param publicKey {@code whpk_...}
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Pair(byte[] seed, String publicKey) {}

    public static byte[] random(SecureRandom random) {
        byte[] secret = new byte[USUAL_BYTES];
        random.nextBytes(secret);
        return secret;
    }

    /** A new pair for Ed25519. */
    public static Pair pair(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            // An X.509 Ed25519 key ends with its 32 bytes (RFC 8410).
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] raw =
                    Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
            return new Pair(seed, PUBLIC + Base64.getEncoder().encodeToString(raw));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    /** {@code whsec_} and base64. */
    public static String text(byte[] secret) {
        return SECRET + Base64.getEncoder().encodeToString(secret);
    }

    /** The 24 to 64 bytes of a secret; {@code whsec_} may be missing. */
    public static Optional<byte[]> parse(String text) {
        try {
            byte[] bytes =
                    Base64.getDecoder()
                            .decode(
                                    text.startsWith(SECRET)
                                            ? text.substring(SECRET.length())
                                            : text);
            return bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
