/**
 * From the log of job states to deliveries that are owed: {@link
 * io.forebay.results.webhook.follow.DeliveryLoop}.
 */
@NullMarked
package io.forebay.results.webhook.follow;

import org.jspecify.annotations.NullMarked;
