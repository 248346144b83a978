package io.forebay.ingest.sweep;

import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Discard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the payloads of deleted jobs, which the dispatcher names once nobody needs them. All
 * ingest nodes share the work; what one poll named is removed before that is committed, so that
 * none is forgotten, and those that are gone already do no harm. While the store is away it waits;
 * a node that is put out of the group meanwhile begins anew from what is committed.
 */
final class DiscardFollower implements AutoCloseable {

    /** The consumer group of all ingest nodes. */
    static final String GROUP = "forebay.discards";

    private static final Logger LOG = LoggerFactory.getLogger(DiscardFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** At once; few, so that a slow store does not cost the membership. */
    private static final int RECORDS_A_POLL = 50;

    private final Consumer<String, Discard> consumer;
    private final PayloadStore store;
    private final Duration retry;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    DiscardFollower(Consumer<String, Discard> consumer, PayloadStore store, Duration retry) {
        this.consumer = consumer;
        this.store = store;
        this.retry = retry;
        this.thread = Thread.ofPlatform().name("forebay-discards").unstarted(this::follow);
    }

    /**
     * Follows in the background until it is closed.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     */
    static DiscardFollower start(Map<String, Object> kafka, PayloadStore store) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL);
        DiscardFollower follower =
                new DiscardFollower(
                        new KafkaConsumer<>(
                                properties,
                                Topics.DISCARDS.key().deserializer(),
                                Topics.DISCARDS.value().deserializer()),
                        store,
                        RETRY);
        follower.start();
        return follower;
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (consumer;
                threads) {
            consumer.subscribe(List.of(Topics.DISCARDS.name()));
            while (closing.getCount() > 0) {
                step();
            }
        } catch (WakeupException | InterruptException e) {
            LOG.atDebug().log("stopped following discards");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        try {
            ConsumerRecords<String, Discard> discards = consumer.poll(POLL);
            while (!removed(discards)) {
                if (pause()) {
                    return;
                }
            }
            if (!discards.isEmpty()) {
                consumer.commitSync();
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (RecordDeserializationException e) {
            LOG.atError()
                    .addKeyValue("partition", e.topicPartition())
                    .addKeyValue("offset", e.offset())
                    .setCause(e)
                    .log("passed over a discard that cannot be read");
            consumer.seek(e.topicPartition(), e.offset() + 1);
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("cannot follow discards; trying again");
            var _ = pause();
        }
    }

    private boolean removed(ConsumerRecords<String, Discard> discards) throws InterruptedException {
        List<Callable<Boolean>> removals = new ArrayList<>();
        for (ConsumerRecord<String, Discard> discard : discards) {
            discard.value().getKeysList().forEach(key -> removals.add(() -> removed(key)));
        }
        boolean all = true;
        for (Future<Boolean> removal : threads.invokeAll(removals)) {
            all &= removal.resultNow();
        }
        return all;
    }

    /**
     * Whatever the store failed with: a payload passed over would stay, and a thread that ends too.
     */
    private boolean removed(String key) {
        try {
            store.delete(key);
            return true;
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("key", key)
                    .setCause(e)
                    .log("a payload that nobody needs cannot be removed now; trying again");
            return false;
        }
    }

    /** True when it is closed meanwhile. */
    private boolean pause() throws InterruptedException {
        return closing.await(retry.toMillis(), TimeUnit.MILLISECONDS);
    }
}
