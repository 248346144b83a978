/**
 * Calls receivers, and nothing that is none: {@link io.forebay.results.webhook.send.HttpSender}.
 */
@NullMarked
package io.forebay.results.webhook.send;

import org.jspecify.annotations.NullMarked;
