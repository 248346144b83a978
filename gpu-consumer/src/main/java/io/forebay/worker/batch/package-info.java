/**
 * Which attempts run together, as pure logic without Kafka or threads: {@link
 * io.forebay.worker.batch.BatchFormer}.
 */
@NullMarked
package io.forebay.worker.batch;

import org.jspecify.annotations.NullMarked;
