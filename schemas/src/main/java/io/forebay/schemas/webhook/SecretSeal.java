package io.forebay.schemas.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts signing secrets for the log (AES-256-GCM, bound to their owner), and derives the secret
 * that signs a tenant's callbacks. Safe for use by several threads.
 */
public final class SecretSeal {

    /** Characters of the key that the services share. */
    public static final int MIN_KEY = 16;

    private static final String HMAC = "HmacSHA256";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec sealing;
    private final byte[] deriving;
    private final SecureRandom random;

    /**
     * @param key at least 16 characters, the same on every ingest node and result store
     * @throws IllegalArgumentException when it is shorter
     */
    public SecretSeal(String key, SecureRandom random) {
        if (key.length() < MIN_KEY) {
            throw new IllegalArgumentException(
                    "webhooks.secret-key needs at least %d characters".formatted(MIN_KEY));
        }
        byte[] master = key.getBytes(UTF_8);
        this.sealing = new SecretKeySpec(mac(master, "forebay webhook secrets"), "AES");
        this.deriving = mac(master, "forebay callback secrets");
        this.random = random;
    }

    /**
     * @param owner whose secret it is; opened for the same owner only
     */
    public ByteString seal(byte[] secret, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, owner);
            return ByteString.copyFrom(nonce).concat(ByteString.copyFrom(cipher.doFinal(secret)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    /**
     * @throws IllegalStateException when it was sealed under another key or for another owner
     */
    public byte[] open(ByteString sealed, String owner) {
        byte[] bytes = sealed.toByteArray();
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES), owner);
            return cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the signing secret of %s was sealed under another webhooks.secret-key"
                            .formatted(owner),
                    e);
        }
    }

    /** The secret of a tenant's callbacks, until the tenant rotates it. */
    public byte[] callbackSecret(String tenant) {
        return mac(deriving, tenant);
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(UTF_8));
        return cipher;
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
