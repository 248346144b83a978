/**
 * What follows from an attempt: {@link io.forebay.results.webhook.retry.RetryPolicy}. Knows neither
 * Kafka nor HTTP.
 */
@NullMarked
package io.forebay.results.webhook.retry;

import org.jspecify.annotations.NullMarked;
