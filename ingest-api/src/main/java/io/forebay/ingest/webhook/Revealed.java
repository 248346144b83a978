package io.forebay.ingest.webhook;

import io.forebay.schemas.wire.WebhookEndpoint;

/**
 * An endpoint with what is shown once only.
 *
 * @param secret {@code whsec_...}; empty where a public key is all that a receiver needs
 */
public record Revealed(WebhookEndpoint endpoint, String secret) {}
