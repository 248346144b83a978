package io.forebay.results.webhook.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What signs, and how. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public sealed interface SigningKey {

    /** One signature of a {@code webhook-signature} header. */
    String sign(byte[] content);

    /**
     * {@code v1}: HMAC-SHA256.
     *
     * @param secret its bytes, without {@code whsec_} and base64
     */
    record Hmac(byte[] secret) implements SigningKey {

        private static final String ALGORITHM = "HmacSHA256";

        @Override
        public String sign(byte[] content) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(secret, ALGORITHM));
                return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
            }
        }
    }

    /**
     * {@code v1a}: Ed25519 (RFC 8032).
     *
     * @param seed the 32 bytes of the private key
     */
    record Ed25519(byte[] seed) implements SigningKey {

        @Override
        public String sign(byte[] content) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(
                        KeyFactory.getInstance("Ed25519")
                                .generatePrivate(
                                        new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
                signature.update(content);
                return "v1a," + Base64.getEncoder().encodeToString(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
            }
        }
    }
}
