package io.forebay.scaler.kafka;

import io.forebay.scaler.lane.LaneHistory;
import io.forebay.scaler.lane.LaneName;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.ScalerMinute;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compacted topic in which all scalers remember together. Its keys are the slots of a ring, so
 * that it never grows beyond {@link #SLOTS} records a lane. Whoever ends a minute first writes it;
 * the others have read it by then or write the same slot once more, which compaction folds. Safe
 * for use by several threads.
 */
public final class HistoryTopic implements LaneHistory, AutoCloseable {

    /** Minutes that are remembered: eleven days. */
    public static final int SLOTS = 1 << 14;

    private static final Logger LOG = LoggerFactory.getLogger(HistoryTopic.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final TopicPartition ALL = new TopicPartition(Topics.SCALER_HISTORY.name(), 0);

    private final Map<String, ScalerMinute> known = new ConcurrentHashMap<>();
    private final KafkaProducer<String, ScalerMinute> producer;
    private final KafkaConsumer<String, ScalerMinute> consumer;
    private final CountDownLatch whole = new CountDownLatch(1);
    private final Thread follower;

    private HistoryTopic(Map<String, Object> kafka) {
        Map<String, Object> producing = new HashMap<>(kafka);
        producing.put(ProducerConfig.ACKS_CONFIG, "all");
        producer =
                new KafkaProducer<>(
                        producing,
                        Topics.SCALER_HISTORY.key().serializer(),
                        Topics.SCALER_HISTORY.value().serializer());
        Map<String, Object> consuming = new HashMap<>(kafka);
        consuming.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer =
                new KafkaConsumer<>(
                        consuming,
                        Topics.SCALER_HISTORY.key().deserializer(),
                        Topics.SCALER_HISTORY.value().deserializer());
        follower = Thread.ofPlatform().name("forebay-scaler-history").unstarted(this::follow);
    }

    /**
     * Returns when all that was there has been read.
     *
     * @throws KafkaException when that takes longer than {@code timeout}
     */
    public static HistoryTopic open(Map<String, Object> kafka, Duration timeout) {
        HistoryTopic history = new HistoryTopic(kafka);
        history.follower.start();
        try {
            if (history.whole.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return history;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        history.close();
        throw new KafkaException(
                "%s could not be read within %s; see to the brokers".formatted(ALL, timeout));
    }

    /** Whether it still follows what others write. */
    public boolean follows() {
        return follower.isAlive();
    }

    @Override
    public List<Minute> minutes(LaneName lane) {
        String prefix = lane + "/";
        return known.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .map(one -> new Minute(one.getMinute(), one.getArrived(), one.getReplicas()))
                .sorted(Comparator.comparingLong(Minute::minute))
                .toList();
    }

    @Override
    public void keep(LaneName lane, Minute minute) {
        String key = lane + "/" + minute.minute() % SLOTS;
        ScalerMinute there = known.get(key);
        if (there != null && there.getMinute() >= minute.minute()) {
            return;
        }
        ScalerMinute value =
                ScalerMinute.newBuilder()
                        .setMinute(minute.minute())
                        .setArrived(minute.arrived())
                        .setReplicas(minute.replicas())
                        .build();
        known.put(key, value);
        var _ =
                producer.send(
                        new ProducerRecord<>(ALL.topic(), ALL.partition(), key, value),
                        (metadata, failure) -> {
                            if (failure != null) {
                                LOG.atWarn()
                                        .addKeyValue("lane", lane)
                                        .setCause(failure)
                                        .log("a minute of history was not kept");
                            }
                        });
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            follower.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(10));
    }

    private void follow() {
        try (consumer) {
            consumer.assign(List.of(ALL));
            consumer.seekToBeginning(List.of(ALL));
            long end = consumer.endOffsets(List.of(ALL)).getOrDefault(ALL, 0L);
            while (true) {
                for (ConsumerRecord<String, ScalerMinute> read : consumer.poll(POLL)) {
                    if (read.value() != null) {
                        known.put(read.key(), read.value());
                    }
                }
                if (consumer.position(ALL) >= end) {
                    whole.countDown();
                }
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("closing");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the history is no longer followed; restart this scaler");
        }
    }
}
