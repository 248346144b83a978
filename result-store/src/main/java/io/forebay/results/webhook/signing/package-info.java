/** Signatures of Standard Webhooks 1.0: {@link io.forebay.results.webhook.signing.Signatures}. */
@NullMarked
package io.forebay.results.webhook.signing;

import org.jspecify.annotations.NullMarked;
