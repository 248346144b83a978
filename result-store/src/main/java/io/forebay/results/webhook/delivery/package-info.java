/**
 * Deliveries from owed to done: {@link io.forebay.results.webhook.delivery.Desk} takes them, a
 * {@link io.forebay.results.webhook.delivery.Lane} keeps receivers apart, the {@link
 * io.forebay.results.webhook.delivery.Ledger} records what became of them.
 */
@NullMarked
package io.forebay.results.webhook.delivery;

import org.jspecify.annotations.NullMarked;
