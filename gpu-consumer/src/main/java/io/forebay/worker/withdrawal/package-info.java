/**
 * Flights that nobody waits for any more: {@link io.forebay.worker.withdrawal.WithdrawnFlights}.
 */
@NullMarked
package io.forebay.worker.withdrawal;

import org.jspecify.annotations.NullMarked;
