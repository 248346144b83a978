/**
 * What Kafka knows: {@link io.forebay.scaler.kafka.AdminLanes} and {@link
 * io.forebay.scaler.kafka.HistoryTopic}.
 */
@NullMarked
package io.forebay.scaler.kafka;

import org.jspecify.annotations.NullMarked;
