/**
 * Every Kafka topic, its key, its value and its settings: start at {@link
 * io.forebay.schemas.topic.Topics}.
 */
@NullMarked
package io.forebay.schemas.topic;

import org.jspecify.annotations.NullMarked;
