package io.forebay.client.webhook;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What one signature is checked with. */
public sealed interface WebhookKey {

    /** The version by which signatures of this kind are marked. */
    String version();

    /** Whether the signature is this key's over the content. */
    boolean accepts(byte[] content, byte[] signature);

    /**
     * A key as it is handed out: {@code whsec_} and base64 (HMAC-SHA256, {@code v1}), {@code whpk_}
     * and base64 (ed25519, {@code v1a}); without a prefix it is taken as the first.
     *
     * @throws IllegalArgumentException when it is neither; the message does not repeat it
     */
    static WebhookKey parse(String text) {
        return text.startsWith(PublicEd25519.PREFIX)
                ? PublicEd25519.of(decode(text.substring(PublicEd25519.PREFIX.length())))
                : new Shared(
                        ByteString.copyFrom(
                                decode(
                                        text.startsWith(Shared.PREFIX)
                                                ? text.substring(Shared.PREFIX.length())
                                                : text)));
    }

    private static byte[] decode(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length > 0) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text.
            throw new IllegalArgumentException("the webhook key is not base64 behind its prefix");
        }
        throw new IllegalArgumentException("the webhook key is empty");
    }

    /** A secret of both sides. */
    record Shared(ByteString secret) implements WebhookKey {

        static final String PREFIX = "whsec_";
        private static final String ALGORITHM = "HmacSHA256";

        @Override
        public String version() {
            return "v1";
        }

        @Override
        public boolean accepts(byte[] content, byte[] signature) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(secret.toByteArray(), ALGORITHM));
                return MessageDigest.isEqual(mac.doFinal(content), signature);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
            }
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Shared[]";
        }
    }

    /** The public half of the sender's key. */
    record PublicEd25519(PublicKey key) implements WebhookKey {

        static final String PREFIX = "whpk_";
        private static final int LENGTH = 32;

        /** What stands before the 32 bytes of every such key (RFC 8410, section 4). */
        private static final byte[] HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

        static PublicEd25519 of(byte[] raw) {
            if (raw.length != LENGTH) {
                throw new IllegalArgumentException(
                        "an ed25519 public key has 32 bytes, not " + raw.length);
            }
            byte[] encoded = Arrays.copyOf(HEADER, HEADER.length + LENGTH);
            System.arraycopy(raw, 0, encoded, HEADER.length, LENGTH);
            try {
                return new PublicEd25519(
                        KeyFactory.getInstance("Ed25519")
                                .generatePublic(new X509EncodedKeySpec(encoded)));
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("not an ed25519 public key", e);
            }
        }

        @Override
        public String version() {
            return "v1a";
        }

        @Override
        public boolean accepts(byte[] content, byte[] signature) {
            try {
                Signature verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(key);
                verifier.update(content);
                return verifier.verify(signature);
            } catch (GeneralSecurityException e) {
                return false;
            }
        }
    }

    /** What is signed: id, time and body, with dots between. */
    static byte[] content(String id, String timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, content, head.length, body.length);
        return content;
    }
}
