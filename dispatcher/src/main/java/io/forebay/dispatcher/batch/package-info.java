/**
 * What becomes of batches: {@link io.forebay.dispatcher.batch.BatchDesk} counts the lines of each
 * exactly, by reducing what happens to them, in log order. Knows nothing of Kafka.
 */
@NullMarked
package io.forebay.dispatcher.batch;

import org.jspecify.annotations.NullMarked;
