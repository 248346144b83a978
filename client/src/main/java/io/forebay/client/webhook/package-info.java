/**
 * Receiving webhooks: {@link io.forebay.client.webhook.WebhookVerifier} tells Forebay's own from
 * all others (Standard Webhooks 1.0).
 */
@NullMarked
package io.forebay.client.webhook;

import org.jspecify.annotations.NullMarked;
