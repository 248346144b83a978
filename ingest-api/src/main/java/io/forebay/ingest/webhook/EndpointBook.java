package io.forebay.ingest.webhook;

import io.forebay.ingest.problem.InputError;
import io.forebay.schemas.webhook.CallbackUrl;
import io.forebay.schemas.webhook.Endpoint;
import io.forebay.schemas.webhook.SecretSeal;
import io.forebay.schemas.webhook.SigningSecrets;
import io.forebay.schemas.wire.SealedSecret;
import io.forebay.schemas.wire.SigningScheme;
import io.forebay.schemas.wire.WebhookEndpoint;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes endpoints as their tenants want them. Stores nothing. Safe for use by several threads.
 * Times are epoch milliseconds.
 */
public final class EndpointBook {

    /** Members of an endpoint that clients give. */
    public static final Set<String> GIVEN =
            Set.of("url", "events", "description", "signing", "secret", "enabled");

    /** Members of a rotation. */
    public static final Set<String> ROTATION = Set.of("overlap", "secret");

    private static final int ID_BYTES = 12;
    private static final int MAX_DESCRIPTION = 256;
    private static final int MAX_SECRET = 128;

    /** The one that signs, and the one before it. */
    private static final int MAX_SECRETS = 2;

    private final CallbackRules rules;
    private final SecretSeal seal;
    private final SecureRandom random;

    public EndpointBook(CallbackRules rules, SecretSeal seal, SecureRandom random) {
        this.rules = rules;
        this.seal = seal;
        this.random = random;
    }

    /**
     * A new endpoint.
     *
     * @throws io.forebay.ingest.problem.RefusedException when it cannot be used
     */
    public Revealed create(String tenant, Members given, long now) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String url =
                given.text("url", CallbackUrl.MAX_LENGTH)
                        .orElseThrow(() -> Members.refused("/url", "is missing"));
        WebhookEndpoint.Builder endpoint =
                WebhookEndpoint.newBuilder()
                        .setId("we_" + HexFormat.of().formatHex(id))
                        .setTenant(tenant)
                        .setUrl(url)
                        .setScheme(scheme(given))
                        .setEnabled(true)
                        .setCreatedAt(now);
        describe(endpoint, given);
        return withSecret(endpoint, given.text("secret", MAX_SECRET), Duration.ZERO, now);
    }

    /**
     * The endpoint with what is given changed; what the sender gave up is taken up again.
     *
     * @throws io.forebay.ingest.problem.RefusedException when it cannot be used
     */
    public WebhookEndpoint update(WebhookEndpoint known, Members given, long now) {
        for (String fixed : List.of("secret", "signing")) {
            if (given.object().has(fixed)) {
                throw Members.refused("/" + fixed, "cannot be changed here; rotate the secret");
            }
        }
        WebhookEndpoint.Builder endpoint = known.toBuilder();
        given.text("url", CallbackUrl.MAX_LENGTH).ifPresent(endpoint::setUrl);
        describe(endpoint, given);
        return changed(endpoint, now);
    }

    /**
     * The endpoint with another secret in front; the one before signs along for a while.
     *
     * @throws io.forebay.ingest.problem.RefusedException when the secret given is none
     */
    public Revealed rotate(
            WebhookEndpoint known, Optional<String> secret, Duration overlap, long now) {
        return withSecret(known.toBuilder(), secret, overlap, now);
    }

    /** What keeps the secrets of a tenant's callbacks; the first of them is derived. */
    public WebhookEndpoint callbacks(String tenant, Optional<Endpoint> known, long now) {
        return known.map(Endpoint::definition)
                .orElseGet(() ->
                        WebhookEndpoint.newBuilder()
                                .setId(Endpoint.CALLBACKS)
                                .setTenant(tenant)
                                .setEnabled(true)
                                .setCreatedAt(now)
                                .addSecrets(
                                        SealedSecret.newBuilder()
                                                .setSealed(
                                                        seal.seal(
                                                                seal.callbackSecret(tenant),
                                                                owner(tenant, Endpoint.CALLBACKS))))
                                .build());
    }

    /** The secret that a tenant's callbacks are signed with, {@code whsec_...}. */
    public String callbackSecret(String tenant, Optional<Endpoint> known) {
        byte[] secret =
                known.map(endpoint ->
                                seal.open(
                                        endpoint.definition().getSecrets(0).getSealed(),
                                        owner(tenant, Endpoint.CALLBACKS)))
                        .orElseGet(() -> seal.callbackSecret(tenant));
        return SigningSecrets.text(secret);
    }

    private void describe(WebhookEndpoint.Builder endpoint, Members given) {
        rules.url(endpoint.getUrl(), detail -> InputError.pointer("/url", detail));
        given.texts("events")
                .ifPresent(events -> {
                    CallbackRules.events(events, detail -> InputError.pointer("/events", detail));
                    endpoint.clearEvents().addAllEvents(events);
                });
        given.text("description", MAX_DESCRIPTION).ifPresent(endpoint::setDescription);
        given.bool("enabled").ifPresent(endpoint::setEnabled);
    }

    private static SigningScheme scheme(Members given) {
        return switch (given.text("signing", 16).orElse("v1")) {
            case "v1" -> SigningScheme.V1_HMAC;
            case "v1a" -> SigningScheme.V1A_ED25519;
            default -> throw Members.refused("/signing", "expected v1 (HMAC) or v1a (Ed25519)");
        };
    }

    private Revealed withSecret(
            WebhookEndpoint.Builder endpoint, Optional<String> given, Duration overlap, long now) {
        boolean pair = endpoint.getScheme() == SigningScheme.V1A_ED25519;
        if (pair && given.isPresent()) {
            throw Members.refused("/secret", "an Ed25519 key is made here, and never leaves");
        }
        SigningSecrets.Pair made = pair ? SigningSecrets.pair(random) : null;
        byte[] secret = made == null ? given(given) : made.seed();
        List<SealedSecret> before =
                endpoint.getSecretsList().stream()
                        .filter(old -> old.getExpiresAt() == 0 || old.getExpiresAt() > now)
                        .limit(MAX_SECRETS - 1)
                        .map(old -> old.toBuilder().setExpiresAt(now + overlap.toMillis()).build())
                        .filter(old -> overlap.isPositive())
                        .toList();
        endpoint.clearSecrets()
                .addSecrets(
                        SealedSecret.newBuilder()
                                .setSealed(
                                        seal.seal(
                                                secret,
                                                owner(endpoint.getTenant(), endpoint.getId()))))
                .addAllSecrets(before);
        if (made != null) {
            endpoint.setPublicKey(made.publicKey());
        }
        return new Revealed(changed(endpoint, now), pair ? "" : SigningSecrets.text(secret));
    }

    private byte[] given(Optional<String> text) {
        return text.map(given ->
                        SigningSecrets.parse(given)
                                .orElseThrow(() ->
                                        Members.refused(
                                                "/secret",
                                                "expected whsec_ and base64 of 24 to 64 bytes")))
                .orElseGet(() -> SigningSecrets.random(random));
    }

    private static WebhookEndpoint changed(WebhookEndpoint.Builder endpoint, long now) {
        return endpoint.setRevision(endpoint.getRevision() + 1).setUpdatedAt(now).build();
    }

    private static String owner(String tenant, String id) {
        return Endpoint.owner(tenant, id);
    }
}
