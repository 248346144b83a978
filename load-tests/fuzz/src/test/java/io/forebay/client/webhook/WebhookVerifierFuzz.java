package io.forebay.client.webhook;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Headers of a webhook, a line each (id, time, signatures), and its body: verified only with a
 * signature that this test makes in its own way.
 */
final class WebhookVerifierFuzz {

    private static final byte[] SECRET =
            "a secret of both sides, 32 bytes".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final WebhookVerifier VERIFIER =
            new WebhookVerifier(
                    List.of(
                            WebhookKey.parse(
                                    "whsec_" + Base64.getEncoder().encodeToString(SECRET))),
                    InstantSource.fixed(NOW));

    @FuzzTest
    void webhook(byte[] bytes) throws Exception {
        Parts parts = new Parts(bytes);
        String id = parts.line();
        String timestamp = parts.line();
        String signatures = parts.line();
        Map<String, String> headers =
                Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", timestamp,
                        "webhook-signature", signatures);
        byte[] body = parts.rest();
        Verification seen = VERIFIER.verify(name -> Optional.ofNullable(headers.get(name)), body);
        if (seen instanceof Verification.Verified verified) {
            holds(
                    Math.abs(verified.sentAt().getEpochSecond() - NOW.getEpochSecond()) <= 300,
                    "verified though old");
            holds(isSigned(id, timestamp, signatures, body), "verified without a signature");
        }
        try {
            holds(WebhookKey.parse(Parts.text(body)).version().startsWith("v1"), "no version");
        } catch (IllegalArgumentException e) {
            String said = String.valueOf(e.getMessage());
            holds(body.length < 8 || !said.contains(Parts.text(body)), "repeats a key");
        }
    }

    private static boolean isSigned(String id, String timestamp, String signatures, byte[] body)
            throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        mac.update(id.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) '.');
        mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) '.');
        byte[] expected = mac.doFinal(body);
        return Stream.of(signatures.split(" "))
                .filter(one -> one.startsWith("v1,"))
                .anyMatch(one -> Arrays.equals(decoded(one.substring(3)), expected));
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
