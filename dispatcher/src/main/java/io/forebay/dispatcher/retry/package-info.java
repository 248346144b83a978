/**
 * When a failed attempt is tried again ({@link io.forebay.dispatcher.retry.Backoff}), and where its
 * work lies until then ({@link io.forebay.dispatcher.retry.HeldWork}).
 */
@NullMarked
package io.forebay.dispatcher.retry;

import org.jspecify.annotations.NullMarked;
