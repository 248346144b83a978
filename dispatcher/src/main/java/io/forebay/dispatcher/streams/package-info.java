/**
 * How Kafka Streams is run: {@link io.forebay.dispatcher.streams.StreamsProperties} says with which
 * settings, the handlers what happens when something breaks.
 */
@NullMarked
package io.forebay.dispatcher.streams;

import org.jspecify.annotations.NullMarked;
