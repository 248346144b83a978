package io.forebay.ingest.sweep;

import io.forebay.results.consumer.ConsumerThread;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Discard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what one poll named before that is committed, so that none is forgotten; those that are
 * gone already do no harm. While the store is away it waits; a node that is put out of the group
 * meanwhile begins anew from what is committed. Confined to the follower's thread, but for {@link
 * #stop}.
 */
final class DiscardLoop implements ConsumerThread.Steps {

    private static final Logger LOG = LoggerFactory.getLogger(DiscardLoop.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Consumer<String, Discard> consumer;
    private final PayloadStore store;
    private final Duration retry;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch stopping = new CountDownLatch(1);

    DiscardLoop(Consumer<String, Discard> consumer, PayloadStore store, Duration retry) {
        this.consumer = consumer;
        this.store = store;
        this.retry = retry;
    }

    /** Waits no more for a store that is away. */
    void stop() {
        stopping.countDown();
    }

    @Override
    public void subscribe() {
        consumer.subscribe(List.of(Topics.DISCARDS.name()));
    }

    @Override
    public void step() {
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

    @Override
    public void finish() {
        threads.close();
    }

    private boolean removed(ConsumerRecords<String, Discard> discards) {
        List<Callable<Boolean>> removals = new ArrayList<>();
        for (ConsumerRecord<String, Discard> discard : discards) {
            discard.value().getKeysList().forEach(key -> removals.add(() -> removed(key)));
        }
        try {
            boolean all = true;
            for (Future<Boolean> removal : threads.invokeAll(removals)) {
                all &= removal.resultNow();
            }
            return all;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
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

    /** True when it was told to stop meanwhile. */
    private boolean pause() {
        try {
            return stopping.await(retry.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
