/**
 * The single-flight and cache policy: {@link io.forebay.dispatcher.flight.FlightDesk} decides, a
 * {@link io.forebay.dispatcher.flight.Flight} is in the air or landed. Knows nothing of Kafka.
 */
@NullMarked
package io.forebay.dispatcher.flight;

import org.jspecify.annotations.NullMarked;
