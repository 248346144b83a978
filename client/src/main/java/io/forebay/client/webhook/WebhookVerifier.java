package io.forebay.client.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Verifies webhooks (Standard Webhooks 1.0): one of the signatures must be of one of the keys, and
 * the attempt not long ago. Safe for use by several threads.
 *
 * <p>Verify the body's bytes as they came, before they are parsed.
 */
public final class WebhookVerifier {

    /** As the reference libraries have it. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");

    private final List<WebhookKey> keys;
    private final InstantSource clock;

    /**
     * @param keys while a key is replaced, the old one too
     */
    public WebhookVerifier(List<WebhookKey> keys, InstantSource clock) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a verifier needs a key");
        }
        this.keys = List.copyOf(keys);
        this.clock = clock;
    }

    /**
     * Whether the delivery is genuine and fresh.
     *
     * @param headers a header's value by its name in lower case
     */
    public Verification verify(Function<String, Optional<String>> headers, byte[] body) {
        String id = headers.apply("webhook-id").orElse("");
        String timestamp = headers.apply("webhook-timestamp").orElse("");
        String signatures = headers.apply("webhook-signature").orElse("");
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return new Verification.Rejected(
                    "webhook-id, webhook-timestamp and webhook-signature must be there");
        }
        if (!SECONDS.matcher(timestamp).matches()) {
            return new Verification.Rejected("webhook-timestamp is no number of seconds");
        }
        Instant sentAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        Duration age = Duration.between(sentAt, clock.instant());
        if (age.abs().compareTo(TOLERANCE) > 0) {
            return new Verification.Rejected(
                    "sent at %s, which is more than %d min from now"
                            .formatted(sentAt, TOLERANCE.toMinutes()));
        }
        byte[] content = WebhookKey.content(id, timestamp, body);
        for (String signature : signatures.split(" ")) {
            if (isOurs(signature, content)) {
                return new Verification.Verified(id, sentAt);
            }
        }
        return new Verification.Rejected("no signature is of a known key");
    }

    private boolean isOurs(String signature, byte[] content) {
        int comma = signature.indexOf(',');
        if (comma < 0) {
            return false;
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(signature.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            return false;
        }
        String version = signature.substring(0, comma);
        return keys.stream()
                .filter(key -> key.version().equals(version))
                .anyMatch(key -> key.accepts(content, bytes));
    }
}
