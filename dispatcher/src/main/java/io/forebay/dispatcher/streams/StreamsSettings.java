package io.forebay.dispatcher.streams;

import io.forebay.schemas.topic.TopicConfig;

/** All that decides how Kafka Streams is run. */
public record StreamsSettings(
        KafkaConfig kafka,
        TopicConfig topics,
        GroupConfig group,
        PaceConfig pace,
        StateConfig state) {}
