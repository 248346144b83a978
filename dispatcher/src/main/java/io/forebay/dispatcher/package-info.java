/**
 * The single writer of job state: {@link io.forebay.dispatcher.Dispatcher} runs it, {@link
 * io.forebay.dispatcher.topology.DispatcherTopology} is its picture, {@link
 * io.forebay.dispatcher.flight.FlightDesk} its policy.
 */
@NullMarked
package io.forebay.dispatcher;

import org.jspecify.annotations.NullMarked;
