/**
 * What a worker has in hand and how it ends: {@link io.forebay.worker.attempt.Attempt} and {@link
 * io.forebay.worker.attempt.Ending}.
 */
@NullMarked
package io.forebay.worker.attempt;

import org.jspecify.annotations.NullMarked;
