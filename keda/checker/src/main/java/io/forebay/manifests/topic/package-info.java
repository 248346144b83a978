/** Kafka's topics as resources: {@link io.forebay.manifests.topic.KafkaTopics}. */
@NullMarked
package io.forebay.manifests.topic;

import org.jspecify.annotations.NullMarked;
