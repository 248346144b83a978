package io.forebay.ingest.sweep;

import io.forebay.results.consumer.ConsumerThread;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.topic.Groups;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Discard;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Removes the payloads of deleted jobs, which the dispatcher names once nobody needs them. All
 * ingest nodes share the work.
 */
final class DiscardFollower implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** At once; few, so that a slow store does not cost the membership. */
    private static final int RECORDS_A_POLL = 50;

    private final DiscardLoop loop;
    private final ConsumerThread thread;

    private DiscardFollower(DiscardLoop loop, ConsumerThread thread) {
        this.loop = loop;
        this.thread = thread;
    }

    /**
     * Follows in the background until it is closed.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     */
    static DiscardFollower start(Map<String, Object> kafka, PayloadStore store) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, Groups.DISCARDS);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL);
        return start(
                new KafkaConsumer<>(
                        properties,
                        Topics.DISCARDS.key().deserializer(),
                        Topics.DISCARDS.value().deserializer()),
                store,
                RETRY);
    }

    /**
     * @param consumer is closed with this
     */
    static DiscardFollower start(
            Consumer<String, Discard> consumer, PayloadStore store, Duration retry) {
        DiscardLoop loop = new DiscardLoop(consumer, store, retry);
        return new DiscardFollower(loop, ConsumerThread.start("forebay-discards", consumer, loop));
    }

    @Override
    public void close() {
        loop.stop();
        thread.close();
    }
}
