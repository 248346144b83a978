/**
 * The ledgers on Kafka Streams stores: {@link io.forebay.dispatcher.store.Shelves} names and opens
 * them.
 */
@NullMarked
package io.forebay.dispatcher.store;

import org.jspecify.annotations.NullMarked;
