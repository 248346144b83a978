package io.forebay.results.webhook.delivery;

import io.forebay.results.webhook.signing.SigningKey;
import io.forebay.schemas.webhook.CallbackUrl;
import io.forebay.schemas.webhook.Endpoint;
import io.forebay.schemas.webhook.Endpoints;
import io.forebay.schemas.webhook.SecretSeal;
import io.forebay.schemas.wire.DeliveryOrder;
import io.forebay.schemas.wire.SealedSecret;
import io.forebay.schemas.wire.SigningScheme;
import io.forebay.schemas.wire.WebhookEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Who is to be called for an order, and with which signatures. Safe for use by several threads. */
record Receivers(Endpoints endpoints, SecretSeal seal) {

    /** What was found. */
    sealed interface Found {

        /**
         * @param keys opens the secrets, and throws {@link IllegalStateException} when it cannot
         */
        record Ready(CallbackUrl url, Supplier<List<SigningKey>> keys) implements Found {}

        /**
         * @param reason for the tenant
         */
        record Absent(String reason) implements Found {}
    }

    Found find(DeliveryOrder order, long now) {
        if (order.getEndpointId().isEmpty()) {
            return read(order.getCallbackUrl(), () -> callbackKeys(order.getTenant(), now));
        }
        Optional<Endpoint> endpoint = endpoints.find(order.getTenant(), order.getEndpointId());
        if (endpoint.isEmpty()) {
            return new Found.Absent("the endpoint was deleted");
        }
        WebhookEndpoint definition = endpoint.get().definition();
        return endpoint.get().isActive()
                ? read(definition.getUrl(), () -> keys(definition, now))
                : new Found.Absent("the endpoint is disabled");
    }

    /** Which lane an order is for; what cannot be called has one of its own. */
    LaneKey lane(DeliveryOrder order) {
        String url =
                order.getEndpointId().isEmpty()
                        ? order.getCallbackUrl()
                        : endpoints
                                .find(order.getTenant(), order.getEndpointId())
                                .map(endpoint -> endpoint.definition().getUrl())
                                .orElse("");
        String authority =
                switch (CallbackUrl.read(url)) {
                    case CallbackUrl.Reading.Sound sound -> sound.url().authority();
                    case CallbackUrl.Reading.Refused _ -> "";
                };
        return new LaneKey(order.getTenant(), authority);
    }

    private static Found read(String url, Supplier<List<SigningKey>> keys) {
        return switch (CallbackUrl.read(url)) {
            case CallbackUrl.Reading.Sound sound -> new Found.Ready(sound.url(), keys);
            case CallbackUrl.Reading.Refused refused ->
                    new Found.Absent("the URL cannot be called: " + refused.reason());
        };
    }

    private List<SigningKey> callbackKeys(String tenant, long now) {
        return endpoints
                .find(tenant, Endpoint.CALLBACKS)
                .map(endpoint -> keys(endpoint.definition(), now))
                .orElseGet(() -> List.of(new SigningKey.Hmac(seal.callbackSecret(tenant))));
    }

    private List<SigningKey> keys(WebhookEndpoint definition, long now) {
        String owner = Endpoint.owner(definition.getTenant(), definition.getId());
        return definition.getSecretsList().stream()
                .filter(secret -> secret.getExpiresAt() == 0 || secret.getExpiresAt() > now)
                .map(secret -> key(definition.getScheme(), secret, owner))
                .toList();
    }

    private SigningKey key(SigningScheme scheme, SealedSecret secret, String owner) {
        byte[] bytes = seal.open(secret.getSealed(), owner);
        return scheme == SigningScheme.V1A_ED25519
                ? new SigningKey.Ed25519(bytes)
                : new SigningKey.Hmac(bytes);
    }
}
