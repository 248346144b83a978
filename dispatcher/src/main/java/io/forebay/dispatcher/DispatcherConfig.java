package io.forebay.dispatcher;

import io.forebay.dispatcher.purge.PurgeConfig;
import io.forebay.dispatcher.streams.GroupConfig;
import io.forebay.dispatcher.streams.KafkaConfig;
import io.forebay.dispatcher.streams.PaceConfig;
import io.forebay.dispatcher.streams.StateConfig;
import io.forebay.dispatcher.streams.StreamsSettings;
import io.forebay.dispatcher.timer.TimingConfig;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.trace.TracingConfig;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a dispatcher that can be chosen.
 *
 * @param tracing where spans of jobs go
 */
public record DispatcherConfig(
        KafkaConfig kafka,
        TopicConfig topics,
        OpsConfig ops,
        GroupConfig group,
        PaceConfig pace,
        StateConfig state,
        TimingConfig timing,
        PurgeConfig purge,
        TracingConfig tracing) {

    public static final DispatcherConfig DEFAULT =
            new DispatcherConfig(null, null, null, null, null, null, null, null, null);

    public DispatcherConfig(
            @Nullable KafkaConfig kafka,
            @Nullable TopicConfig topics,
            @Nullable OpsConfig ops,
            @Nullable GroupConfig group,
            @Nullable PaceConfig pace,
            @Nullable StateConfig state,
            @Nullable TimingConfig timing,
            @Nullable PurgeConfig purge,
            @Nullable TracingConfig tracing) {
        this.kafka = kafka == null ? KafkaConfig.DEFAULT : kafka;
        this.topics = topics == null ? TopicConfig.DEFAULT : topics;
        this.ops = ops == null ? OpsConfig.DEFAULT : ops;
        this.group = group == null ? GroupConfig.DEFAULT : group;
        this.pace = pace == null ? PaceConfig.DEFAULT : pace;
        this.state = state == null ? StateConfig.DEFAULT : state;
        this.timing = timing == null ? TimingConfig.DEFAULT : timing;
        this.purge = purge == null ? PurgeConfig.DEFAULT : purge;
        this.tracing = tracing == null ? TracingConfig.DEFAULT : tracing;
    }

    StreamsSettings streams() {
        return new StreamsSettings(kafka, topics, group, pace, state);
    }
}
