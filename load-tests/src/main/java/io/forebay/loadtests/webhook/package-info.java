/** Measures webhooks: {@link io.forebay.loadtests.webhook.WebhooksCommand}. */
@NullMarked
package io.forebay.loadtests.webhook;

import org.jspecify.annotations.NullMarked;
