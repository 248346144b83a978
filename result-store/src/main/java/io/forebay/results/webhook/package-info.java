/**
 * Tells receivers what became of jobs: {@link io.forebay.results.webhook.Webhooks}. What is owed
 * lies in {@code forebay.deliveries}, what was done in {@code forebay.delivery-log}; memory holds
 * only what is under way, and where the rest lies.
 */
@NullMarked
package io.forebay.results.webhook;

import org.jspecify.annotations.NullMarked;
