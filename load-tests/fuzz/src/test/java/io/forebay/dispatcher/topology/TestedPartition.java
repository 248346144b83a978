package io.forebay.dispatcher.topology;

import com.google.protobuf.MessageLite;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;

/** A partition without Kafka, whose stores are in memory and whose clock is moved by hand. */
final class TestedPartition {

    private static final long START = 1_800_000_000_000L;
    private static final int RINGS = 64;

    private final List<StoreBuilder<?>> builders;
    private final Clock clock = new Clock();
    private MockProcessorContext<Object, MessageLite> context;

    TestedPartition(StoreBuilder<?>... builders) {
        this.builders = List.of(builders);
        this.context = made();
    }

    /** Empty, and at the beginning of time. */
    void renew() {
        clock.now = START;
        context = made();
    }

    MockProcessorContext<Object, MessageLite> context() {
        return context;
    }

    InstantSource clock() {
        return clock;
    }

    /** Lets time pass, and every alarm ring that is due. */
    void advance(Duration by) {
        clock.now += by.toMillis();
        for (int ring = 0; ring < RINGS; ring++) {
            List<MockProcessorContext.CapturedPunctuator> due =
                    context.scheduledPunctuators().stream()
                            .filter(one -> !one.cancelled())
                            .toList();
            due.stream()
                    .filter(one -> !one.cancelled())
                    .forEach(one -> one.getPunctuator().punctuate(clock.now));
            if (due.size() < 2) {
                return;
            }
        }
    }

    private MockProcessorContext<Object, MessageLite> made() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "fuzz");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        MockProcessorContext<Object, MessageLite> made =
                new MockProcessorContext<>(
                        properties,
                        new TaskId(0, 0),
                        new File(System.getProperty("java.io.tmpdir")));
        made.setRecordMetadata("topic", 0, 0);
        for (StoreBuilder<?> builder : builders) {
            StateStore store = builder.withLoggingDisabled().build();
            store.init(made.getStateStoreContext(), store);
            made.addStateStore(store);
        }
        return made;
    }

    private static final class Clock implements InstantSource {

        private long now = START;

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public long millis() {
            return now;
        }
    }
}
